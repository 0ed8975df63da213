package dev.cwforwarder.subscribe;

import dev.cwforwarder.subscribe.plan.LogGroup;
import dev.cwforwarder.subscribe.plan.SkipReason;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What polling was told, in memory.
final class MemoryDelegations implements PollDelegation {
  final Set<SkipReason> readable =
      EnumSet.of(SkipReason.INFREQUENT_ACCESS, SkipReason.SLOTS_FULL, SkipReason.LINKED_ACCOUNT);
  final Map<String, Handed> handed = new TreeMap<>();
  final Map<String, Instant> until = new TreeMap<>();
  final Map<String, Instant> from = new TreeMap<>();

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public boolean reads(SkipReason why) {
    return readable.contains(why);
  }

  @Override
  public Map<String, Handed> all() {
    return Map.copyOf(handed);
  }

  @Override
  public void give(LogGroup group, SkipReason why, int filters) {
    handed.put(group.id(), new Handed(group, why, filters));
    until.remove(group.id());
  }

  @Override
  public void takeBack(LogGroup group, Instant time) {
    handed.put(group.id(), new Handed(group, null, 0));
    until.put(group.id(), time);
  }

  @Override
  public void drop(LogGroup group) {
    handed.remove(group.id());
  }

  @Override
  public void gap(LogGroup group, Instant begin, Instant end) {
    handed.put(group.id(), new Handed(group, null, 0));
    from.put(group.id(), begin);
    until.put(group.id(), end);
  }
}
