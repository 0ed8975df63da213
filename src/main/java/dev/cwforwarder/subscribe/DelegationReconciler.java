package dev.cwforwarder.subscribe;

import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.subscribe.Delegations.Delegated;
import dev.cwforwarder.subscribe.plan.Decision;
import dev.cwforwarder.subscribe.plan.Delegation;
import dev.cwforwarder.subscribe.plan.DelegationPlanner;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes delegations to polling as [DelegationPlanner] decides, or only records what it would
/// write. Where polling is off, it only records gaps. Not thread-safe.
final class DelegationReconciler {
  private final @Nullable Polling polling;
  private final DelegationPlanner planner;
  private final boolean apply;
  private final Clock clock;
  private final Map<LogGroup, Delegated> current = new HashMap<>();
  private final List<SubscribeReport.DelegationChange> changes = new ArrayList<>();
  private final List<SubscribeReport.Gap> gaps = new ArrayList<>();

  private final List<String> damaged = new ArrayList<>();

  /// @param polling null if polling is off
  /// @param apply false: write nothing
  DelegationReconciler(@Nullable Polling polling, boolean apply, Clock clock) {
    this.polling = polling;
    this.planner = new DelegationPlanner(polling != null && polling.insights());
    this.apply = apply;
    this.clock = clock;
  }

  /// Loads the current delegations.
  void load() throws SubscribeException {
    if (polling != null) {
      for (Delegated delegated : polling.delegations().all(damaged::add)) {
        current.put(delegated.group().id(), delegated);
      }
    }
  }

  /// What the operator should know about stored delegations; empty for nothing.
  String problem() {
    return damaged.isEmpty()
        ? ""
        : "%d stored delegations cannot be read and are skipped, e.g. %s"
            .formatted(damaged.size(), damaged.getFirst());
  }

  List<SubscribeReport.DelegationChange> changes() {
    return changes;
  }

  List<SubscribeReport.Gap> gaps() {
    return gaps;
  }

  /// The group's current delegation; null if there is none.
  @Nullable Delegation of(ListedGroup group) {
    Delegated delegated = current.get(group.id());
    return delegated == null ? null : delegated.delegation();
  }

  /// Writes the gap of a new group before it is subscribed: if the run is aborted right afterwards,
  /// polling still reads it.
  void beforeAttach(ListedGroup group) throws SubscribeException {
    Optional<Delegation.Until> gap = planner.gapBeforeAttach(group, of(group), clock.instant());
    if (gap.isPresent()) {
      write(group, gap.get());
    }
  }

  /// Delegates the gap of a new group that is subscribed now, or reports it where polling is off.
  void attached(ListedGroup group) throws SubscribeException {
    Instant now = clock.instant();
    Optional<Delegation.Until> gap = planner.gap(group, of(group), now);
    if (gap.isEmpty()) {
      return;
    }
    if (polling != null) {
      change(group, gap.get(), "reads the gap before the subscription, since " + group.created());
    } else {
      gaps.add(new SubscribeReport.Gap(group.id(), group.created(), now));
    }
  }

  /// Updates the delegation of a group after all changes to its filters.
  ///
  /// @param decision the decision about the group now
  /// @param filters how many filters the group has now
  void settled(ListedGroup group, Decision decision, int filters) throws SubscribeException {
    if (polling == null) {
      return;
    }
    Optional<Delegation> next = planner.next(group, decision, filters, of(group), clock.instant());
    if (next.isPresent()) {
      change(group, next.get(), description(next.get()));
    }
  }

  private static String description(Delegation delegation) {
    return switch (delegation) {
      case Delegation.Follow follow -> "delegated: " + follow.reason().label();
      case Delegation.Until range -> "revoked as of " + range.until() + ": subscribed";
      case Delegation.Dropped _ -> "dropped";
    };
  }

  /// Drops the delegations of deleted groups.
  ///
  /// @param listed all groups of `region`. Delegations in other Regions do not change
  void deleted(List<ListedGroup> listed, String region) throws SubscribeException {
    Set<LogGroup> ids = listed.stream().map(ListedGroup::id).collect(Collectors.toSet());
    for (Delegated delegated : List.copyOf(current.values())) {
      LogGroup id = delegated.group().id();
      if (id.region().equals(region) && !ids.contains(id)) {
        change(delegated.group(), new Delegation.Dropped(), "dropped: the log group was deleted");
      }
    }
  }

  private void change(ListedGroup group, Delegation delegation, String description)
      throws SubscribeException {
    if (apply) {
      write(group, delegation);
    }
    changes.add(new SubscribeReport.DelegationChange(group.id(), description));
  }

  private void write(ListedGroup group, Delegation delegation) throws SubscribeException {
    if (polling != null) {
      polling.delegations().write(group, delegation);
      current.put(group.id(), new Delegated(group, delegation));
    }
  }
}
