package dev.cwforwarder.subscribe;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.subscribe.plan.DesiredState;
import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.FoundGroup;
import dev.cwforwarder.subscribe.plan.Identity;
import dev.cwforwarder.subscribe.plan.LogGroup;
import dev.cwforwarder.subscribe.plan.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Looks at log groups, each with as few requests as will do.
final class GroupInspector {
  private final LogGroups api;
  private final PacedCalls calls;
  private final DesiredState wanted;
  private final Identity us;
  private final Map<String, PollDelegation.Handed> handed;
  private final Deadline deadline;

  GroupInspector(
      LogGroups api,
      PacedCalls calls,
      DesiredState wanted,
      Identity us,
      Map<String, PollDelegation.Handed> handed,
      Deadline deadline) {
    this.api = api;
    this.calls = calls;
    this.wanted = wanted;
    this.us = us;
    this.handed = handed;
    this.deadline = deadline;
  }

  /// The groups there are.
  ///
  /// @param only a group's whole name; empty: all
  List<LogGroup> list(String only)
      throws RunAbortedException, SubscribeException, InterruptedException {
    List<LogGroup> groups = new ArrayList<>();
    LogGroups.Query query = new LogGroups.Query(only, wanted.includeLinked() && only.isEmpty());
    String token = "";
    do {
      String from = token;
      LogGroups.Page page;
      try {
        page = calls.make(PacedCalls.Kind.DESCRIBE_GROUPS, () -> api.groups(query, from), deadline);
      } catch (SubscribeException e) {
        RunAbortedException.ifNothingGoesOn(e);
        throw e;
      }
      groups.addAll(page.groups());
      token = page.nextToken();
    } while (!token.isEmpty() && only.isEmpty());
    return only.isEmpty()
        ? groups
        : groups.stream().filter(group -> group.name().equals(only)).toList();
  }

  /// New groups first: nothing of them is forwarded yet. The others begin anywhere, so that each
  /// gets its turn where a run's time is too short for all.
  static List<LogGroup> inTurn(List<LogGroup> groups, Instant youngFrom, RandomGenerator random) {
    List<LogGroup> young = new ArrayList<>();
    List<LogGroup> others = new ArrayList<>();
    groups.forEach(group -> (group.created().isAfter(youngFrom) ? young : others).add(group));
    young.sort(Comparator.comparing(LogGroup::created).reversed());
    if (!others.isEmpty()) {
      Collections.rotate(others, random.nextInt(others.size()));
    }
    young.addAll(others);
    return young;
  }

  /// What is to be known of a group; empty when it vanished.
  Optional<FoundGroup> look(LogGroup group)
      throws RunAbortedException, SubscribeException, InterruptedException {
    try {
      List<Filter> filters = filters(group);
      Map<String, String> tags =
          wanted.needsTags(group.name())
              ? calls.make(PacedCalls.Kind.LIST_TAGS, () -> api.tags(group), deadline)
              : Map.of();
      return Optional.of(new FoundGroup(group, tags, filters, remembered(group, filters.size())));
    } catch (SubscribeException e) {
      RunAbortedException.ifNothingGoesOn(e);
      return switch (e.reason()) {
        case GONE -> Optional.empty();
        case DENIED -> Optional.of(refusing(group, Refusal.DENIED));
        case CLASS -> Optional.of(refusing(group, Refusal.CLASS));
        case SLOTS_FULL,
            THROTTLED,
            CREDENTIALS,
            DESTINATION,
            UNAVAILABLE,
            OUT_OF_TIME,
            UNEXPECTED ->
            throw e;
      };
    }
  }

  private static FoundGroup refusing(LogGroup group, Refusal refusal) {
    return new FoundGroup(group, Map.of(), List.of(), refusal);
  }

  /// All filters; none where there can be none.
  List<Filter> filters(LogGroup group) throws SubscribeException, InterruptedException {
    boolean elsewhere =
        !group.account().equals(us.account()) || !group.region().equals(us.region());
    boolean never =
        group.logClass().equals("INFREQUENT_ACCESS") || group.logClass().equals("DELIVERY");
    return elsewhere || never
        ? List.of()
        : calls.make(PacedCalls.Kind.DESCRIBE_FILTERS, () -> api.filters(group), deadline);
  }

  /// A group that was full is asked again once it has fewer filters.
  private @Nullable Refusal remembered(LogGroup group, int filters) {
    PollDelegation.Handed before = handed.get(group.id());
    return switch (before == null ? null : before.why()) {
      case SLOTS_FULL -> before != null && filters >= before.filters() ? Refusal.SLOTS_FULL : null;
      case INFREQUENT_ACCESS -> Refusal.CLASS;
      case null, default -> null;
    };
  }
}
