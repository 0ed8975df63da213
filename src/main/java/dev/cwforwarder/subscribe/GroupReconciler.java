package dev.cwforwarder.subscribe;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.subscribe.Reconciler.Request;
import dev.cwforwarder.subscribe.SubscribeReport.Outcome;
import dev.cwforwarder.subscribe.SubscribeReport.Result;
import dev.cwforwarder.subscribe.plan.Decision;
import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.FoundGroup;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import dev.cwforwarder.subscribe.plan.Refusal;
import dev.cwforwarder.subscribe.plan.SkipReason;
import dev.cwforwarder.subscribe.plan.Step;
import dev.cwforwarder.subscribe.plan.SubscriptionPlan;
import dev.cwforwarder.subscribe.plan.SubscriptionPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Carries out the decisions about one log group at a time, and verifies the result.
final class GroupReconciler {
  private static final String VERIFICATION_FAILED =
      "AWS accepted the change, but it is not in effect; another process may change the same"
          + " filter";

  private final LogGroups api;
  private final PacedCalls calls;
  private final GroupInspector inspector;
  private final ForwarderSurvey survey;
  private final Request request;
  private final DelegationReconciler delegations;
  private final Deadline deadline;
  private final List<Outcome> outcomes = new ArrayList<>();
  private int changed;

  GroupReconciler(
      LogGroups api,
      PacedCalls calls,
      GroupInspector inspector,
      ForwarderSurvey survey,
      Request request,
      DelegationReconciler delegations,
      Deadline deadline) {
    this.api = api;
    this.calls = calls;
    this.inspector = inspector;
    this.survey = survey;
    this.request = request;
    this.delegations = delegations;
    this.deadline = deadline;
  }

  List<Outcome> outcomes() {
    return outcomes;
  }

  /// The number of filters changed so far.
  int changed() {
    return changed;
  }

  private SubscriptionPlan plan(FoundGroup found) {
    return SubscriptionPlanner.plan(
        request.desired(), request.self(), survey.loops(), List.of(found));
  }

  /// Records that the state of a group could not be read.
  void notInspected(ListedGroup group, SubscribeException e) {
    Decision skip = new Decision.Skip(SkipReason.DENIED, "its filters or tags cannot be read");
    outcomes.add(new Outcome(new Step(group, skip), Result.FAILED, String.valueOf(e.getMessage())));
  }

  /// Plans the group, and applies the plan if requested.
  ///
  /// @throws RunAbortedException if the run cannot continue. Changes made so far remain
  void reconcile(FoundGroup found) throws RunAbortedException, InterruptedException {
    try {
      if (request.apply()) {
        apply(found);
      } else {
        planOnly(found);
      }
    } catch (SubscribeException e) {
      // A delegation could not be written. Without it, neither filter nor polling may read a group.
      throw new RunAbortedException(SubscribeReport.End.UNAVAILABLE, e);
    }
  }

  private void planOnly(FoundGroup found) throws SubscribeException {
    List<Step> steps = plan(found).steps();
    for (Step step : steps) {
      Result result = step.decision().isChange() ? Result.PLANNED : Result.UNCHANGED;
      outcomes.add(new Outcome(step, result, ""));
      if (step.decision() instanceof Decision.Attach) {
        delegations.attached(found.group());
      }
    }
    delegations.settled(found.group(), finalDecision(steps), found.filters().size());
  }

  /// The decision that holds for a group after all of its steps.
  private static Decision finalDecision(List<Step> steps) {
    return steps.stream()
        .map(Step::decision)
        .filter(Decision::isPushed)
        .findFirst()
        .orElse(steps.getLast().decision());
  }

  private void apply(FoundGroup found)
      throws RunAbortedException, SubscribeException, InterruptedException {
    List<Step> changes = plan(found).changes();
    Optional<Applied> applied = carryOut(found, changes);
    if (applied.isEmpty()) {
      return;
    }
    if (applied.get().attached()) {
      delegations.attached(found.group());
    }
    FoundGroup before = applied.get().found();
    Optional<FoundGroup> after = changes.isEmpty() ? Optional.of(before) : inspectAgain(before);
    if (after.isPresent()) {
      verify(after.get(), applied.get());
    }
  }

  /// The state after the changes to a group.
  ///
  /// @param found the group, with the refusal of AWS if there was one
  /// @param attached whether a filter was created
  /// @param pushed whether an outcome already reports the current filter
  /// @param problem why AWS refused a change; empty if it did not
  private record Applied(FoundGroup found, boolean attached, boolean pushed, String problem) {
    Applied done(Decision decision) {
      return new Applied(
          found,
          attached || decision instanceof Decision.Attach,
          pushed || decision.isPushed(),
          problem);
    }

    Applied refused(Refusal refusal, SubscribeException e) {
      return new Applied(found.refusing(refusal), attached, pushed, String.valueOf(e.getMessage()));
    }
  }

  /// Makes the changes. Returns empty after a failure that ends the work on this group.
  private Optional<Applied> carryOut(FoundGroup found, List<Step> changes)
      throws RunAbortedException, SubscribeException, InterruptedException {
    Applied applied = new Applied(found, false, false, "");
    for (Step step : changes) {
      Optional<SubscribeException> failure = attempt(step);
      Optional<Refusal> refusal = failure.flatMap(e -> refusal(step.group(), e));
      if (failure.isEmpty()) {
        changed++;
        applied = applied.done(step.decision());
        outcomes.add(new Outcome(step, Result.DONE, ""));
      } else if (refusal.isPresent()) {
        applied = applied.refused(refusal.get(), failure.get());
      } else {
        outcomes.add(failed(step, failure.get(), isGone(step, failure.get())));
        return Optional.empty();
      }
    }
    return Optional.of(applied);
  }

  /// Whether the log group, or the filter to remove, does not exist any more. AWS gives the same
  /// answer if the destination of a filter does not exist.
  private boolean isGone(Step step, SubscribeException e)
      throws RunAbortedException, SubscribeException, InterruptedException {
    return e.reason() == SubscribeException.Reason.GONE
        && (step.decision() instanceof Decision.Remove || !inspector.exists(step.group()));
  }

  private static Outcome failed(Step step, SubscribeException e, boolean gone) {
    return new Outcome(step, gone ? Result.GONE : Result.FAILED, String.valueOf(e.getMessage()));
  }

  /// The group after the changes; empty if it was deleted or cannot be read.
  private Optional<FoundGroup> inspectAgain(FoundGroup found)
      throws RunAbortedException, SubscribeException, InterruptedException {
    try {
      return Optional.of(found.with(inspector.filters(found.group())));
    } catch (SubscribeException e) {
      RunAbortedException.ifFatal(e);
      Decision planned = plan(found).steps().getLast().decision();
      boolean gone = e.reason() == SubscribeException.Reason.GONE;
      outcomes.add(failed(new Step(found.group(), planned), e, gone));
      return Optional.empty();
    }
  }

  /// Plans the group again. A plan that still contains a change is a failure.
  private void verify(FoundGroup found, Applied applied) throws SubscribeException {
    List<Step> steps = plan(found).steps();
    for (Step step : steps) {
      if (step.decision().isChange()) {
        String problem = applied.problem().isEmpty() ? VERIFICATION_FAILED : applied.problem();
        outcomes.add(new Outcome(step, Result.FAILED, problem));
      } else if (!applied.pushed()) {
        outcomes.add(new Outcome(step, Result.UNCHANGED, ""));
      }
    }
    delegations.settled(found.group(), finalDecision(steps), found.filters().size());
  }

  /// What the answer says about the group; empty if it is a failure.
  private static Optional<Refusal> refusal(ListedGroup group, SubscribeException e) {
    return switch (e.reason()) {
      case SLOTS_FULL -> Optional.of(Refusal.SLOTS_FULL);
      case CLASS -> group.isStandard() ? Optional.empty() : Optional.of(Refusal.CLASS);
      case DENIED,
          GONE,
          THROTTLED,
          CREDENTIALS,
          DESTINATION,
          UNAVAILABLE,
          OUT_OF_TIME,
          UNEXPECTED ->
          Optional.empty();
    };
  }

  /// Makes one change. Returns the failure, if any.
  private Optional<SubscribeException> attempt(Step step)
      throws RunAbortedException, SubscribeException, InterruptedException {
    if (step.decision() instanceof Decision.Attach) {
      delegations.beforeAttach(step.group());
    }
    try {
      change(step);
      return Optional.empty();
    } catch (SubscribeException e) {
      RunAbortedException.ifFatal(e);
      return Optional.of(e);
    }
  }

  private void change(Step step) throws SubscribeException, InterruptedException {
    ListedGroup group = step.group();
    switch (step.decision()) {
      case Decision.Attach attach -> put(group, attach.filter());
      case Decision.Update update -> put(group, update.filter());
      case Decision.Remove remove ->
          calls.run(
              PacedCalls.Kind.DELETE_FILTER,
              () -> api.delete(group, remove.filter().name()),
              deadline);
      case Decision.Keep _, Decision.Covered _, Decision.Skip _ -> {}
    }
  }

  private void put(ListedGroup group, Filter filter)
      throws SubscribeException, InterruptedException {
    if (request.self().isOwn(group)) {
      throw new IllegalStateException(
          "refusing to subscribe the forwarder's own log group " + group.name());
    }
    calls.run(PacedCalls.Kind.PUT_FILTER, () -> api.put(group, filter), deadline);
  }
}
