package dev.cwforwarder.subscribe;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.subscribe.Reconciler.Request;
import dev.cwforwarder.subscribe.plan.AccountPolicy;
import dev.cwforwarder.subscribe.plan.DesiredState;
import dev.cwforwarder.subscribe.plan.FoundGroup;
import dev.cwforwarder.subscribe.plan.PolicyDecision;
import dev.cwforwarder.subscribe.plan.PolicyPlanner;
import dev.cwforwarder.subscribe.plan.SubscriptionPlanner;
import java.util.List;

/// Reconciles the account policy with the desired state, or plans it only.
final class PolicyReconciler {
  private final AccountPolicies policies;
  private final PacedCalls calls;
  private final ForwarderSurvey survey;
  private final Request request;
  private final Deadline deadline;
  private PolicyDecision decision = new PolicyDecision.None("");
  private String failure = "";
  private List<AccountPolicy> current = List.of();

  PolicyReconciler(
      AccountPolicies policies,
      PacedCalls calls,
      ForwarderSurvey survey,
      Request request,
      Deadline deadline) {
    this.policies = policies;
    this.calls = calls;
    this.survey = survey;
    this.request = request;
    this.deadline = deadline;
  }

  /// The decision; `None` before [#reconcile].
  PolicyDecision decision() {
    return decision;
  }

  /// Whether the policy is not as desired, or not known to be.
  boolean hasFailed() {
    return decision instanceof PolicyDecision.Refuse
        || (!failure.isEmpty() && request.onlyGroup().isEmpty());
  }

  /// The problem that needs the operator's attention; empty if there is none.
  String problem() {
    if (!failure.isEmpty()) {
      return failure;
    }
    return switch (decision) {
      case PolicyDecision.Refuse refuse -> refuse.reason();
      case PolicyDecision.None none -> none.reason();
      case PolicyDecision.Put _, PolicyDecision.Keep _, PolicyDecision.Remove _ -> "";
    };
  }

  /// Reads the current policies. Without the desired mode, a failure is only recorded.
  List<AccountPolicy> load() throws RunAbortedException, SubscribeException, InterruptedException {
    try {
      current = calls.make(PacedCalls.Kind.POLICY, policies::all, deadline);
    } catch (SubscribeException e) {
      if (request.desired().mode() == DesiredState.Mode.ACCOUNT_POLICY) {
        RunAbortedException.ifFatal(e);
        throw e;
      }
      failure = "the account policies could not be read: " + e.getMessage();
    }
    return current;
  }

  /// Decides about the policy, and carries out the decision if requested. Does nothing in a run
  /// over a single log group, which does not know what the policy must exclude.
  ///
  /// @param found all log groups; not needed if no account policy is desired
  void reconcile(List<FoundGroup> found) throws RunAbortedException, InterruptedException {
    if (!request.onlyGroup().isEmpty() || !failure.isEmpty()) {
      return;
    }
    decision =
        PolicyPlanner.plan(
            request.desired(),
            request.self(),
            SubscriptionPlanner.plan(request.desired(), request.self(), survey.loops(), found),
            current);
    if (request.apply()) {
      carryOut();
    }
  }

  private void carryOut() throws RunAbortedException, InterruptedException {
    try {
      change();
    } catch (SubscribeException e) {
      RunAbortedException.ifFatal(e);
      failure = String.valueOf(e.getMessage());
    }
  }

  private void change() throws SubscribeException, InterruptedException {
    switch (decision) {
      case PolicyDecision.Put put ->
          calls.run(PacedCalls.Kind.POLICY, () -> policies.put(put.policy()), deadline);
      case PolicyDecision.Remove remove ->
          calls.run(
              PacedCalls.Kind.POLICY, () -> policies.delete(remove.policy().name()), deadline);
      case PolicyDecision.None _, PolicyDecision.Keep _, PolicyDecision.Refuse _ -> {}
    }
  }
}
