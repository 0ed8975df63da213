package dev.cwforwarder.subscribe;

import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.subscribe.plan.Delegation;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Delegations in memory.
final class MemoryDelegations implements Delegations {
  private final Map<String, Delegated> current = new TreeMap<>();

  private final List<String> damaged = new ArrayList<>();

  /// Adds a delegation that cannot be read.
  void addDamaged(String problem) {
    damaged.add(problem);
  }

  /// The polling that reads them, with Logs Insights.
  Polling polling() {
    return new Polling(this, true);
  }

  @Override
  public List<Delegated> all(Consumer<String> problems) {
    damaged.forEach(problems);
    return all();
  }

  List<Delegated> all() {
    List<Delegated> all = new ArrayList<>(current.values());
    all.removeIf(one -> one.delegation() instanceof Delegation.Dropped);
    return all;
  }

  @Override
  public void write(ListedGroup group, Delegation delegation) {
    current.put(group.id().id(), new Delegated(group, delegation));
  }

  /// The current delegation of a group; empty if there is none or it is dropped.
  Optional<Delegation> of(ListedGroup group) {
    return all().stream()
        .filter(one -> one.group().id().equals(group.id()))
        .map(Delegated::delegation)
        .findFirst();
  }

  /// The groups that polling reads without end.
  List<LogGroup> followed() {
    return all().stream()
        .filter(one -> one.delegation() instanceof Delegation.Follow)
        .map(one -> one.group().id())
        .toList();
  }
}
