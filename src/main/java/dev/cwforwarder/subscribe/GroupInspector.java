package dev.cwforwarder.subscribe;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.subscribe.Reconciler.Request;
import dev.cwforwarder.subscribe.plan.Delegation;
import dev.cwforwarder.subscribe.plan.DelegationPlanner;
import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.FoundGroup;
import dev.cwforwarder.subscribe.plan.ListedGroup;
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

/// Reads the current state of log groups, with as few requests as possible.
final class GroupInspector {
  private final LogGroups api;
  private final PacedCalls calls;
  private final Request request;
  private final DelegationReconciler delegations;
  private final Deadline deadline;

  GroupInspector(
      LogGroups api,
      PacedCalls calls,
      Request request,
      DelegationReconciler delegations,
      Deadline deadline) {
    this.api = api;
    this.calls = calls;
    this.request = request;
    this.delegations = delegations;
    this.deadline = deadline;
  }

  /// Lists the requested log groups.
  List<ListedGroup> list() throws RunAbortedException, SubscribeException, InterruptedException {
    String only = request.onlyGroup();
    boolean all = only.isEmpty();
    List<ListedGroup> groups = new ArrayList<>();
    LogGroups.Query query = new LogGroups.Query(only, request.desired().includeLinked() && all);
    String token = "";
    do {
      LogGroups.Page page = page(query, token);
      groups.addAll(page.groups());
      token = page.nextToken();
    } while (!token.isEmpty() && all);
    return all ? groups : groups.stream().filter(group -> group.name().equals(only)).toList();
  }

  private LogGroups.Page page(LogGroups.Query query, String token)
      throws RunAbortedException, SubscribeException, InterruptedException {
    try {
      return calls.make(PacedCalls.Kind.DESCRIBE_GROUPS, () -> api.groups(query, token), deadline);
    } catch (SubscribeException e) {
      RunAbortedException.ifFatal(e);
      throw e;
    }
  }

  /// Orders log groups for a run that may have no time for all of them. New groups come first,
  /// since their events are not forwarded yet. The others start at a random one, so that several
  /// runs reach all of them.
  static List<ListedGroup> order(List<ListedGroup> groups, Instant now, RandomGenerator random) {
    List<ListedGroup> ordered = new ArrayList<>();
    List<ListedGroup> others = new ArrayList<>();
    groups.forEach(group -> (DelegationPlanner.isNew(group, now) ? ordered : others).add(group));
    ordered.sort(Comparator.comparing(ListedGroup::created).reversed());
    if (!others.isEmpty()) {
      Collections.rotate(others, random.nextInt(others.size()));
    }
    ordered.addAll(others);
    return ordered;
  }

  /// The group's current state; empty if the group was deleted.
  ///
  /// @throws SubscribeException if its filters or tags cannot be read
  Optional<FoundGroup> inspect(ListedGroup group)
      throws RunAbortedException, SubscribeException, InterruptedException {
    try {
      List<Filter> filters = filters(group);
      Map<String, String> tags =
          request.desired().needsTags(group.name())
              ? calls.make(PacedCalls.Kind.LIST_TAGS, () -> api.tags(group), deadline)
              : Map.of();
      return Optional.of(
          new FoundGroup(group, tags, filters, earlierRefusal(group, filters.size())));
    } catch (SubscribeException e) {
      RunAbortedException.ifFatal(e);
      if (e.reason() == SubscribeException.Reason.GONE) {
        return Optional.empty();
      }
      if (e.reason() == SubscribeException.Reason.CLASS && !group.isStandard()) {
        return Optional.of(new FoundGroup(group, Map.of(), List.of(), Refusal.CLASS));
      }
      throw e;
    }
  }

  /// Whether the group still exists, as far as its filters can be read.
  boolean exists(ListedGroup group)
      throws RunAbortedException, SubscribeException, InterruptedException {
    try {
      filters(group);
      return true;
    } catch (SubscribeException e) {
      RunAbortedException.ifFatal(e);
      return e.reason() != SubscribeException.Reason.GONE;
    }
  }

  /// The group's filters. Makes no request for a group that cannot have any.
  List<Filter> filters(ListedGroup group) throws SubscribeException, InterruptedException {
    boolean unsupported =
        group.logClass().equals("INFREQUENT_ACCESS") || group.logClass().equals("DELIVERY");
    return unsupported || !request.self().isLocal(group)
        ? List.of()
        : calls.make(PacedCalls.Kind.DESCRIBE_FILTERS, () -> api.filters(group), deadline);
  }

  /// The refusal of an earlier run, which the delegation records. A full group is tried again once
  /// it has fewer filters.
  private @Nullable Refusal earlierRefusal(ListedGroup group, int filters) {
    if (!(delegations.of(group) instanceof Delegation.Follow follow)) {
      return null;
    }
    return switch (follow.reason()) {
      case SLOTS_FULL -> filters >= follow.filters() ? Refusal.SLOTS_FULL : null;
      case INFREQUENT_ACCESS -> Refusal.CLASS;
      case OWN_GROUP, FEEDBACK_LOOP, NEVER, LINKED_ACCOUNT, NOT_WANTED, DELIVERY, DENIED, BY_HAND ->
          null;
    };
  }
}
