package dev.cwforwarder.subscribe;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.Sleeper;
import dev.cwforwarder.subscribe.plan.DesiredState;
import dev.cwforwarder.subscribe.plan.Identity;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Reconciles the subscriptions of log groups with the desired state, or plans it only. A run can
/// be aborted at any point: the next one starts from the current state. Not thread-safe.
public final class Reconciler {
  private final LogGroups groups;
  private final AccountPolicies policies;
  private final @Nullable Polling polling;
  private final Clock clock;
  private final RandomGenerator random;
  private final PacedCalls calls;

  /// Creates a reconciler.
  ///
  /// @param polling null if polling is off
  /// @param random spreads retries, and the order of log groups
  public Reconciler(
      LogGroups groups,
      AccountPolicies policies,
      @Nullable Polling polling,
      Clock clock,
      RandomGenerator random,
      Sleeper sleeper) {
    this.groups = groups;
    this.policies = policies;
    this.polling = polling;
    this.clock = clock;
    this.random = random;
    this.calls = new PacedCalls(clock, sleeper, random);
  }

  /// What a run should do.
  ///
  /// @param onlyGroup the full name of the only log group to reconcile; empty for all
  /// @param apply false: plan only, and change nothing
  public record Request(DesiredState desired, Identity self, String onlyGroup, boolean apply) {}

  /// Plans, and applies the plan if requested.
  ///
  /// @throws InterruptedException if the thread is interrupted. Changes made so far remain
  public SubscribeReport run(Request request, Deadline deadline, SubscribeProgress progress)
      throws InterruptedException {
    DelegationReconciler delegations = new DelegationReconciler(polling, request.apply(), clock);
    GroupInspector inspector = new GroupInspector(groups, calls, request, delegations, deadline);
    ForwarderSurvey survey = new ForwarderSurvey(inspector, request);
    return new Reconciliation(
            request,
            inspector,
            survey,
            new GroupReconciler(groups, calls, inspector, survey, request, delegations, deadline),
            new PolicyReconciler(policies, calls, survey, request, deadline),
            delegations,
            progress)
        .run(listed -> GroupInspector.order(listed, clock.instant(), random));
  }
}
