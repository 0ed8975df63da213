package dev.cwforwarder.subscribe;

import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.subscribe.Reconciler.Request;
import dev.cwforwarder.subscribe.SubscribeReport.Outcome;
import dev.cwforwarder.subscribe.SubscribeReport.Result;
import dev.cwforwarder.subscribe.plan.AccountPolicy;
import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.FoundGroup;
import dev.cwforwarder.subscribe.plan.Identity;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import dev.cwforwarder.subscribe.plan.LoopingGroups;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Finds other forwarders: functions that filters and account policies send events to. Not
/// thread-safe.
final class ForwarderSurvey {
  private final GroupInspector inspector;
  private final Request request;
  private final Map<String, String> receiving = new TreeMap<>();
  private final List<String> warnings = new ArrayList<>();
  private LoopingGroups loops = LoopingGroups.NONE;

  ForwarderSurvey(GroupInspector inspector, Request request) {
    this.inspector = inspector;
    this.request = request;
  }

  /// Whether the run may subscribe the log group of a function.
  boolean isNeeded() {
    return !request.desired().rules().isEmpty()
        && (request.onlyGroup().isEmpty()
            || request.onlyGroup().startsWith(Identity.FUNCTION_GROUPS));
  }

  /// Inspects the forwarder's own log groups.
  ///
  /// @param listed all log groups, unless only one is requested
  /// @param policies the account policies
  void inspectOwnGroups(List<ListedGroup> listed, List<AccountPolicy> policies)
      throws RunAbortedException, InterruptedException {
    Identity self = request.self();
    Map<String, List<Filter>> own = new HashMap<>();
    for (ListedGroup group : request.onlyGroup().isEmpty() ? listed : byName(self)) {
      if (self.isOwn(group)) {
        own.put(group.name(), filters(group));
      }
    }
    for (AccountPolicy policy : policies) {
      receives(policy.name(), policy.destinationArn(), policy.label());
    }
    loops = LoopingGroups.of(self, own, policies);
  }

  private static List<ListedGroup> byName(Identity self) {
    return self.allOwnGroups().stream()
        .map(name -> new LogGroup(self.account(), self.region(), name))
        .map(id -> new ListedGroup(id, "", "", Instant.EPOCH))
        .toList();
  }

  private List<Filter> filters(ListedGroup group) throws RunAbortedException, InterruptedException {
    try {
      return inspector.filters(group);
    } catch (SubscribeException e) {
      RunAbortedException.ifFatal(e);
      if (e.reason() != SubscribeException.Reason.GONE) {
        warnings.add("another forwarder that subscribes it is not detected: " + e.getMessage());
      }
      return List.of();
    }
  }

  /// Records the destinations of a log group's filters.
  void saw(FoundGroup found) {
    for (Filter filter : found.filters()) {
      receives(filter.name(), filter.destinationArn(), filter.of(found.group().name()));
    }
  }

  private void receives(String name, String destinationArn, String label) {
    if (!request.self().manages(name)) {
      request
          .self()
          .groupOfOther(destinationArn)
          .ifPresent(group -> receiving.putIfAbsent(group, label));
    }
  }

  /// The log groups that must not be subscribed.
  LoopingGroups loops() {
    return loops;
  }

  /// Names the subscribed log groups of functions that may become part of a feedback loop, unless a
  /// rule names the group whole.
  List<String> warnings(List<Outcome> outcomes) {
    List<String> all = new ArrayList<>(warnings);
    for (Outcome outcome : outcomes) {
      String name = outcome.step().group().name();
      String label = receiving.get(name);
      if (label != null
          && outcome.step().decision().isPushed()
          && outcome.result() != Result.FAILED
          && outcome.result() != Result.GONE
          && !request.desired().namesWhole(name)) {
        all.add(
            "%s belongs to a function that receives %s: if it also receives the forwarder's own log groups, both forward each other's logs without end; exclude the group, or include it by its whole name"
                .formatted(name, label));
      }
    }
    return all;
  }
}
