package dev.cwforwarder.subscribe;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.subscribe.SubscribeReport.Outcome;
import dev.cwforwarder.subscribe.SubscribeReport.Result;
import dev.cwforwarder.subscribe.plan.Decision;
import dev.cwforwarder.subscribe.plan.DesiredState;
import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.FoundGroup;
import dev.cwforwarder.subscribe.plan.Identity;
import dev.cwforwarder.subscribe.plan.LogGroup;
import dev.cwforwarder.subscribe.plan.Refusal;
import dev.cwforwarder.subscribe.plan.SkipReason;
import dev.cwforwarder.subscribe.plan.Step;
import dev.cwforwarder.subscribe.plan.SubscriptionPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Carries out what was decided about one group after another, and looks whether it is so then.
final class GroupReconciler {
  private static final String NOT_SO =
      "it was done, but is not so now; does somebody else change the same filter?";

  private final LogGroups api;
  private final PacedCalls calls;
  private final GroupInspector survey;
  private final DesiredState wanted;
  private final Identity us;
  private final DelegationPlanner handings;
  private final boolean acting;
  private final Deadline deadline;
  private final List<Outcome> outcomes = new ArrayList<>();
  private int changed;

  /// @param acting false: only plan
  GroupReconciler(
      LogGroups api,
      PacedCalls calls,
      GroupInspector survey,
      DesiredState wanted,
      Identity us,
      DelegationPlanner handings,
      boolean acting,
      Deadline deadline) {
    this.api = api;
    this.calls = calls;
    this.survey = survey;
    this.wanted = wanted;
    this.us = us;
    this.handings = handings;
    this.acting = acting;
    this.deadline = deadline;
  }

  List<Outcome> outcomes() {
    return outcomes;
  }

  int changed() {
    return changed;
  }

  private List<Step> plan(FoundGroup found) {
    return SubscriptionPlanner.plan(wanted, us, List.of(found)).steps();
  }

  void failed(LogGroup group, SubscribeException e) {
    outcomes.add(
        new Outcome(
            new Step(
                group, new Decision.Skip(SkipReason.DENIED, "its filters or tags cannot be read")),
            Result.FAILED,
            String.valueOf(e.getMessage())));
  }

  /// @throws StopException when nothing can go on; what was done stays
  void work(FoundGroup found) throws RunAbortedException, InterruptedException {
    try {
      if (acting) {
        act(found);
      } else {
        onlyPlan(found);
      }
    } catch (SubscribeException e) {
      // Of the hand-over: without it a group might be read by nobody.
      throw new RunAbortedException(
          SubscribeReport.End.UNAVAILABLE, String.valueOf(e.getMessage()), e);
    }
  }

  private void onlyPlan(FoundGroup found) throws SubscribeException {
    List<Step> steps = plan(found);
    for (Step step : steps) {
      Result result = step.decision().isChange() ? Result.PLANNED : Result.UNCHANGED;
      outcomes.add(new Outcome(step, result, ""));
      if (step.decision() instanceof Decision.Attach) {
        handings.attached(found.group());
      }
    }
    handings.settled(found.group(), last(steps), found.filters().size());
  }

  /// What holds for a group once all of its steps are done.
  private static Decision last(List<Step> steps) {
    return steps.stream()
        .map(Step::decision)
        .filter(Decision::isPushed)
        .findFirst()
        .orElse(steps.getLast().decision());
  }

  private void act(FoundGroup found)
      throws RunAbortedException, SubscribeException, InterruptedException {
    List<Step> changes = plan(found).stream().filter(step -> step.decision().isChange()).toList();
    FoundGroup now = found;
    String problem = "";
    boolean attached = false;
    boolean pushed = false;
    for (Step step : changes) {
      Optional<SubscribeException> refused = tried(step);
      if (refused.isEmpty()) {
        changed++;
        attached |= step.decision() instanceof Decision.Attach;
        pushed |= step.decision().isPushed();
        outcomes.add(new Outcome(step, Result.DONE, ""));
      } else if (refusal(refused.get()).isPresent()) {
        now = now.refusing(refusal(refused.get()).get());
        problem = String.valueOf(refused.get().getMessage());
      } else {
        outcomes.add(lost(step, refused.get()));
        return;
      }
    }
    if (attached) {
      handings.attached(found.group());
    }
    Optional<FoundGroup> after = changes.isEmpty() ? Optional.of(now) : again(now);
    if (after.isPresent()) {
      conclude(after.get(), pushed, problem);
    }
  }

  private static Outcome lost(Step step, SubscribeException e) {
    return new Outcome(
        step,
        e.reason() == SubscribeException.Reason.GONE ? Result.GONE : Result.FAILED,
        String.valueOf(e.getMessage()));
  }

  /// The group as it is after it was changed; empty when it vanished.
  private Optional<FoundGroup> again(FoundGroup found)
      throws RunAbortedException, SubscribeException, InterruptedException {
    try {
      return Optional.of(found.with(survey.filters(found.group())));
    } catch (SubscribeException e) {
      RunAbortedException.ifNothingGoesOn(e);
      outcomes.add(lost(new Step(found.group(), plan(found).getLast().decision()), e));
      return Optional.empty();
    }
  }

  /// Whether it is as it should be.
  ///
  /// @param told whether the filter that is there now is among the outcomes
  private void conclude(FoundGroup now, boolean told, String problem) throws SubscribeException {
    List<Step> left = plan(now);
    for (Step step : left) {
      if (step.decision().isChange()) {
        outcomes.add(new Outcome(step, Result.FAILED, problem.isEmpty() ? NOT_SO : problem));
      } else if (!told) {
        outcomes.add(new Outcome(step, Result.UNCHANGED, ""));
      }
    }
    handings.settled(now.group(), last(left), now.filters().size());
  }

  private static Optional<Refusal> refusal(SubscribeException e) {
    return switch (e.reason()) {
      case SLOTS_FULL -> Optional.of(Refusal.SLOTS_FULL);
      case CLASS -> Optional.of(Refusal.CLASS);
      case DENIED -> Optional.of(Refusal.DENIED);
      case GONE, THROTTLED, CREDENTIALS, DESTINATION, UNAVAILABLE, OUT_OF_TIME, UNEXPECTED ->
          Optional.empty();
    };
  }

  /// Empty when it is done.
  private Optional<SubscribeException> tried(Step step)
      throws RunAbortedException, SubscribeException, InterruptedException {
    if (step.decision() instanceof Decision.Attach) {
      handings.beforeAttaching(step.group());
    }
    try {
      carryOut(step);
      return Optional.empty();
    } catch (SubscribeException e) {
      RunAbortedException.ifNothingGoesOn(e);
      return Optional.of(e);
    }
  }

  private void carryOut(Step step) throws SubscribeException, InterruptedException {
    LogGroup group = step.group();
    switch (step.decision()) {
      case Decision.Attach attach -> put(group, attach.filter());
      case Decision.Update update -> put(group, update.filter());
      case Decision.Remove remove ->
          calls.order(
              PacedCalls.Kind.DELETE_FILTER,
              () -> api.delete(group, remove.filter().name()),
              deadline);
      case Decision.Keep _, Decision.Covered _, Decision.Skip _ -> {}
    }
  }

  private void put(LogGroup group, Filter filter) throws SubscribeException, InterruptedException {
    if (us.isOwn(group)) {
      throw new IllegalStateException("about to subscribe the forwarder's own " + group.name());
    }
    calls.order(PacedCalls.Kind.PUT_FILTER, () -> api.put(group, filter), deadline);
  }
}
