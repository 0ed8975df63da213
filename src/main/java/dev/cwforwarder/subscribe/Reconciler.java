package dev.cwforwarder.subscribe;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.Sleeper;
import dev.cwforwarder.subscribe.plan.AccountPolicy;
import dev.cwforwarder.subscribe.plan.DesiredState;
import dev.cwforwarder.subscribe.plan.FoundGroup;
import dev.cwforwarder.subscribe.plan.Identity;
import dev.cwforwarder.subscribe.plan.LogGroup;
import dev.cwforwarder.subscribe.plan.PolicyDecision;
import dev.cwforwarder.subscribe.plan.PolicyPlanner;
import dev.cwforwarder.subscribe.plan.SubscriptionPlanner;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes what is there into what is wanted, or only says what it would do. Can be ended at any
/// point: the next run sees what is there then. Not thread-safe.
public final class Reconciler {
  private final LogGroups groups;
  private final AccountPolicies policies;
  private final PollDelegation handOver;
  private final Clock clock;
  private final RandomGenerator random;
  private final PacedCalls calls;

  /// Works with what it is given.
  ///
  /// @param random spreads retries, and turns
  public Reconciler(
      LogGroups groups,
      AccountPolicies policies,
      PollDelegation handOver,
      Clock clock,
      RandomGenerator random,
      Sleeper sleeper) {
    this.groups = groups;
    this.policies = policies;
    this.handOver = handOver;
    this.clock = clock;
    this.random = random;
    this.calls = new PacedCalls(clock, sleeper, random);
  }

  /// What is to be done.
  ///
  /// @param only a log group's whole name; empty: all
  /// @param acting whether it is done
  public record Order(DesiredState wanted, Identity us, String only, boolean acting) {}

  /// Plans, and acts if it is told to.
  ///
  /// @throws InterruptedException when the thread is told to end; what was done stays
  public SubscribeReport run(Order order, Deadline deadline, SubscribeProgress progress)
      throws InterruptedException {
    return new Run(order, deadline, progress).report();
  }

  /// One run. Not thread-safe.
  private final class Run {
    private final Order order;
    private final Deadline deadline;
    private final SubscribeProgress progress;
    private final List<SubscribeReport.Handing> handed = new ArrayList<>();
    private final List<SubscribeReport.Gap> gaps = new ArrayList<>();
    private List<SubscribeReport.Outcome> outcomes = List.of();
    private PolicyDecision policy = new PolicyDecision.None("");
    private int all;
    private int done;

    Run(Order order, Deadline deadline, SubscribeProgress progress) {
      this.order = order;
      this.deadline = deadline;
      this.progress = progress;
    }

    SubscribeReport report() throws InterruptedException {
      try {
        work();
        return ended(SubscribeReport.End.DONE, problem());
      } catch (RunAbortedException e) {
        return ended(e.end(), String.valueOf(e.getMessage()));
      } catch (SubscribeException e) {
        return ended(SubscribeReport.End.UNAVAILABLE, String.valueOf(e.getMessage()));
      }
    }

    private SubscribeReport ended(SubscribeReport.End end, String problem) {
      return new SubscribeReport(end, problem, outcomes, all - done, policy, handed, gaps);
    }

    private String problem() {
      return switch (policy) {
        case PolicyDecision.Refuse refuse -> refuse.reason();
        case PolicyDecision.None none -> none.reason();
        case PolicyDecision.Put _, PolicyDecision.Keep _, PolicyDecision.Remove _ -> "";
      };
    }

    private void work() throws RunAbortedException, SubscribeException, InterruptedException {
      Map<String, PollDelegation.Handed> before = handOver.all();
      GroupInspector survey =
          new GroupInspector(groups, calls, order.wanted(), order.us(), before, deadline);
      DelegationPlanner handings = new DelegationPlanner(handOver, before, order.acting(), clock);
      GroupReconciler work =
          new GroupReconciler(
              groups,
              calls,
              survey,
              order.wanted(),
              order.us(),
              handings,
              order.acting(),
              deadline);
      try {
        List<LogGroup> there = survey.list(order.only());
        all = there.size();
        each(survey, work, there);
        if (order.only().isEmpty()) {
          handings.vanished(there, order.us().region());
        }
      } finally {
        outcomes = work.outcomes();
        handed.addAll(handings.done());
        gaps.addAll(handings.gaps());
      }
    }

    private void each(GroupInspector survey, GroupReconciler work, List<LogGroup> there)
        throws RunAbortedException, SubscribeException, InterruptedException {
      switch (order.wanted().mode()) {
        case FILTERS -> {
          List<LogGroup> turns =
              GroupInspector.inTurn(there, clock.instant().minus(DelegationPlanner.YOUNG), random);
          for (LogGroup group : turns) {
            Optional<FoundGroup> found = look(survey, work, group);
            if (found.isPresent()) {
              work.work(found.get());
            }
            done(work);
          }
          policy(List.of());
        }
        case ACCOUNT_POLICY -> {
          List<FoundGroup> found = new ArrayList<>();
          for (LogGroup group : there) {
            Optional<FoundGroup> one = look(survey, work, group);
            if (one.isPresent()) {
              found.add(one.get());
            } else {
              done(work);
            }
          }
          // First the policy, so that nothing falls between it and the filters that go.
          policy(found);
          if (policy instanceof PolicyDecision.Refuse) {
            done = all;
            return;
          }
          for (FoundGroup one : found) {
            work.work(one);
            done(work);
          }
        }
      }
    }

    private void done(GroupReconciler work) {
      done++;
      progress.at(done, all, work.changed());
    }

    private Optional<FoundGroup> look(GroupInspector survey, GroupReconciler work, LogGroup group)
        throws RunAbortedException, InterruptedException {
      try {
        return survey.look(group);
      } catch (SubscribeException e) {
        work.failed(group, e);
        return Optional.empty();
      }
    }

    /// A run over a single group knows too little for a policy.
    private void policy(List<FoundGroup> found)
        throws RunAbortedException, SubscribeException, InterruptedException {
      if (!order.only().isEmpty()) {
        return;
      }
      List<AccountPolicy> there;
      try {
        there = calls.make(PacedCalls.Kind.POLICY, policies::all, deadline);
      } catch (SubscribeException e) {
        if (order.wanted().mode() == DesiredState.Mode.ACCOUNT_POLICY) {
          RunAbortedException.ifNothingGoesOn(e);
          throw e;
        }
        policy = new PolicyDecision.None("account policies were not looked at: " + e.getMessage());
        return;
      }
      policy =
          PolicyPlanner.plan(
              order.wanted(),
              order.us(),
              SubscriptionPlanner.plan(order.wanted(), order.us(), found),
              there);
      if (order.acting()) {
        carryOut(policy);
      }
    }

    private void carryOut(PolicyDecision decision) throws SubscribeException, InterruptedException {
      switch (decision) {
        case PolicyDecision.Put put ->
            calls.order(PacedCalls.Kind.POLICY, () -> policies.put(put.policy()), deadline);
        case PolicyDecision.Remove remove ->
            calls.order(
                PacedCalls.Kind.POLICY, () -> policies.delete(remove.policy().name()), deadline);
        case PolicyDecision.None _, PolicyDecision.Keep _, PolicyDecision.Refuse _ -> {}
      }
    }
  }
}
