package dev.cwforwarder.subscribe;

import dev.cwforwarder.subscribe.Reconciler.Request;
import dev.cwforwarder.subscribe.plan.AccountPolicy;
import dev.cwforwarder.subscribe.plan.FoundGroup;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import dev.cwforwarder.subscribe.plan.SpanPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One run of [Reconciler].
final class Reconciliation {
  private final Request request;
  private final GroupInspector inspector;
  private final ForwarderSurvey survey;
  private final GroupReconciler groups;
  private final PolicyReconciler policy;
  private final DelegationReconciler delegations;
  private final SubscribeProgress progress;
  private int total;
  private int done;

  Reconciliation(
      Request request,
      GroupInspector inspector,
      ForwarderSurvey survey,
      GroupReconciler groups,
      PolicyReconciler policy,
      DelegationReconciler delegations,
      SubscribeProgress progress) {
    this.request = request;
    this.inspector = inspector;
    this.survey = survey;
    this.groups = groups;
    this.policy = policy;
    this.delegations = delegations;
    this.progress = progress;
  }

  /// @param order the order in which log groups are reconciled
  SubscribeReport run(UnaryOperator<List<ListedGroup>> order) throws InterruptedException {
    try {
      delegations.load();
      List<ListedGroup> listed = inspector.list();
      total = listed.size();
      if (listed.isEmpty() && !request.onlyGroup().isEmpty()) {
        return report(SubscribeReport.End.NO_SUCH_GROUP, noSuchGroup());
      }
      survey(listed);
      switch (request.desired().mode()) {
        case FILTERS -> reconcileFilters(order.apply(listed));
        case ACCOUNT_POLICY -> reconcilePolicy(listed);
      }
      if (request.onlyGroup().isEmpty()) {
        delegations.deleted(listed, request.self().region());
      }
      return report(
          SubscribeReport.End.DONE,
          Stream.of(policy.problem(), delegations.problem(), spanProblem())
              .filter(problem -> !problem.isEmpty())
              .collect(Collectors.joining("; ")));
    } catch (RunAbortedException e) {
      return report(e.end(), String.valueOf(e.getMessage()));
    } catch (SubscribeException e) {
      return report(SubscribeReport.End.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private void survey(List<ListedGroup> listed)
      throws RunAbortedException, SubscribeException, InterruptedException {
    if (survey.isNeeded() || request.onlyGroup().isEmpty()) {
      List<AccountPolicy> policies = policy.load();
      if (survey.isNeeded()) {
        survey.inspectOwnGroups(listed, policies);
      }
    }
  }

  private String noSuchGroup() {
    return "there is no log group %s in %s".formatted(request.onlyGroup(), request.self().region());
  }

  /// One log group after the other; then removes the policy of an earlier run.
  private void reconcileFilters(List<ListedGroup> listed)
      throws RunAbortedException, SubscribeException, InterruptedException {
    for (ListedGroup group : listed) {
      try {
        Optional<FoundGroup> found = inspector.inspect(group);
        if (found.isPresent()) {
          survey.saw(found.get());
          groups.reconcile(found.get());
        }
      } catch (SubscribeException e) {
        groups.notInspected(group, e);
      }
      advance();
    }
    policy.reconcile(List.of());
  }

  /// First the policy, which needs the state of all log groups; then their filters. In this order
  /// no event is lost between a removed filter and the policy.
  private void reconcilePolicy(List<ListedGroup> listed)
      throws RunAbortedException, SubscribeException, InterruptedException {
    List<FoundGroup> found = new ArrayList<>();
    List<FoundGroup> unknown = new ArrayList<>();
    for (ListedGroup group : listed) {
      try {
        inspector.inspect(group).ifPresentOrElse(found::add, this::advance);
      } catch (SubscribeException e) {
        groups.notInspected(group, e);
        unknown.add(new FoundGroup(group, Map.of(), List.of(), null));
        advance();
      }
    }
    found.forEach(survey::saw);
    // The policy must exclude a group that no rule matches, whatever filters it has.
    policy.reconcile(Stream.concat(found.stream(), unknown.stream()).toList());
    if (policy.hasFailed()) {
      done = total;
      return;
    }
    for (FoundGroup group : found) {
      groups.reconcile(group);
      advance();
    }
  }

  private void advance() {
    done++;
    progress.at(done, total, groups.changed());
  }

  private String spanProblem() {
    return SpanPattern.problem(
        groups.outcomes().stream().map(SubscribeReport.Outcome::step).toList(), request.self());
  }

  private SubscribeReport report(SubscribeReport.End end, String problem) {
    return new SubscribeReport(
        end,
        problem,
        groups.outcomes(),
        total - done,
        policy.decision(),
        policy.hasFailed(),
        delegations.changes(),
        delegations.gaps(),
        survey.warnings(groups.outcomes()));
  }
}
