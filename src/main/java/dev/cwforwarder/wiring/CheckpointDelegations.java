package dev.cwforwarder.wiring;

import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.poll.CheckpointStore;
import dev.cwforwarder.poll.DelegationStore;
import dev.cwforwarder.poll.PollSource;
import dev.cwforwarder.subscribe.Delegations;
import dev.cwforwarder.subscribe.SubscribeException;
import dev.cwforwarder.subscribe.plan.Delegation;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import dev.cwforwarder.subscribe.plan.SkipReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Delegations stored next to polling's checkpoints. Not thread-safe.
final class CheckpointDelegations implements Delegations {
  private final DelegationStore store;
  private final String account;
  private final Map<LogGroup, DelegationStore.Item> items = new HashMap<>();

  /// @param account the caller's account. Log groups of other accounts are read by ARN
  CheckpointDelegations(CheckpointStore store, String account) {
    this.store = new DelegationStore(store);
    this.account = account;
  }

  @Override
  public List<Delegated> all(Consumer<String> damaged) throws SubscribeException {
    items.clear();
    List<Delegated> all = new ArrayList<>();
    try {
      for (DelegationStore.Item item : store.all(damaged)) {
        if (!item.dropped()) {
          ListedGroup group = listed(item.group());
          items.put(group.id(), item);
          delegated(group, item, damaged).ifPresent(all::add);
        }
      }
    } catch (CheckpointException e) {
      throw unavailable(e);
    }
    return all;
  }

  /// Empty if this version does not know why the group was delegated. Another version may have
  /// written it, so it stays as it is until there is another decision about the group.
  private static Optional<Delegated> delegated(
      ListedGroup group, DelegationStore.Item item, Consumer<String> damaged) {
    try {
      return Optional.of(new Delegated(group, delegation(item)));
    } catch (IllegalArgumentException e) {
      damaged.accept("the delegation of %s: %s".formatted(group.id().id(), e.getMessage()));
      return Optional.empty();
    }
  }

  private static Delegation delegation(DelegationStore.Item item) {
    return item.why().isEmpty()
        ? new Delegation.Until(item.from(), Optional.ofNullable(item.until()).orElse(Instant.MAX))
        : new Delegation.Follow(SkipReason.ofStored(item.why()), item.filters(), item.from());
  }

  @Override
  public void write(ListedGroup group, Delegation delegation) throws SubscribeException {
    DelegationStore.Item before = items.get(group.id());
    switch (delegation) {
      case Delegation.Follow follow ->
          put(
              new DelegationStore.Item(
                  polled(group),
                  follow.reason().stored(),
                  follow.filters(),
                  earlier(follow.since(), before),
                  null,
                  false));
      case Delegation.Until range -> put(until(group, range, before));
      case Delegation.Dropped _ -> {
        if (before != null) {
          put(before.drop());
        }
      }
    }
  }

  /// A delegation never loses the start of the one it replaces.
  private static Instant earlier(Instant since, DelegationStore.@Nullable Item before) {
    return before == null || before.dropped() || since.isBefore(before.from())
        ? since
        : before.from();
  }

  /// A revoked delegation keeps its properties, apart from its end.
  private DelegationStore.Item until(
      ListedGroup group, Delegation.Until range, DelegationStore.@Nullable Item before) {
    return before != null && !before.why().isEmpty()
        ? before.readUntil(range.until())
        : new DelegationStore.Item(polled(group), "", 0, range.since(), range.until(), false);
  }

  private void put(DelegationStore.Item item) throws SubscribeException {
    try {
      store.put(item);
      items.put(listed(item.group()).id(), item);
    } catch (CheckpointException e) {
      throw unavailable(e);
    }
  }

  private static ListedGroup listed(PollSource.Group group) {
    return new ListedGroup(
        new LogGroup(group.account(), group.region(), group.name()),
        group.arn(),
        group.logClass(),
        group.created());
  }

  private PollSource.Group polled(ListedGroup group) {
    return new PollSource.Group(
        group.id().account(),
        group.id().region(),
        group.name(),
        group.arn(),
        group.logClass(),
        group.created(),
        !group.id().account().equals(account));
  }

  private static SubscribeException unavailable(CheckpointException e) {
    return new SubscribeException(
        SubscribeException.Reason.UNAVAILABLE, String.valueOf(e.getMessage()), e);
  }
}
