package dev.cwforwarder.subscribe;

import dev.cwforwarder.subscribe.plan.Decision;
import dev.cwforwarder.subscribe.plan.LogGroup;
import dev.cwforwarder.subscribe.plan.PolicyDecision;
import dev.cwforwarder.subscribe.plan.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a run found and did.
///
/// @param problem what stopped it, or what a person should look at; empty: nothing
/// @param outcomes at least one for every log group that was reached
/// @param notReached groups for which there was no time
/// @param policy what became of the account's policy
/// @param handings what polling was told
/// @param gaps what was written before a group was subscribed and is not fetched
public record SubscribeReport(
    End end,
    String problem,
    List<Outcome> outcomes,
    int notReached,
    PolicyDecision policy,
    List<Handing> handings,
    List<Gap> gaps) {
  /// How the run ended.
  public enum End {
    DONE,
    OUT_OF_TIME,
    /// CloudWatch Logs, the credentials or the hand-over to polling stood in the way.
    UNAVAILABLE
  }

  /// What became of a step.
  public enum Result {
    /// It is only planned.
    PLANNED,
    DONE,
    /// Nothing had to be done.
    UNCHANGED,
    /// The group vanished meanwhile.
    GONE,
    FAILED
  }

  /// A step and what became of it.
  ///
  /// @param message what went wrong; empty: nothing
  public record Outcome(Step step, Result result, String message) {}

  /// What polling was told.
  ///
  /// @param told what polling does with the group from here on
  public record Handing(LogGroup group, String told) {}

  /// What came in from `from` to `to`.
  public record Gap(LogGroup group, Instant from, Instant to) {}

  public SubscribeReport {
    outcomes = List.copyOf(outcomes);
    handings = List.copyOf(handings);
    gaps = List.copyOf(gaps);
  }

  /// How many groups by what was decided, e.g. `keep` or `skip: slots-full`.
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    outcomes.forEach(outcome -> counts.merge(outcome.step().decision().label(), 1, Integer::sum));
    return counts;
  }

  public long with(Result result) {
    return outcomes.stream().filter(outcome -> outcome.result() == result).count();
  }

  /// Groups that are pushed now, or would be once the plan is carried out.
  public long pushed() {
    return outcomes.stream()
        .filter(outcome -> outcome.result() != Result.FAILED && outcome.result() != Result.GONE)
        .filter(outcome -> outcome.step().decision().isPushed())
        .count();
  }

  /// Groups that are left as they are, by reason.
  public Map<String, Integer> skips() {
    Map<String, Integer> skips = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      if (outcome.step().decision() instanceof Decision.Skip skip) {
        skips.merge(skip.why().label(), 1, Integer::sum);
      }
    }
    return skips;
  }

  /// Steps that change something, done or to be done.
  public long changes() {
    return outcomes.stream().filter(outcome -> outcome.step().decision().isChange()).count();
  }

  /// Whether nothing is to be done, for the account's policy neither.
  public boolean isEmpty() {
    return changes() == 0 && handings.isEmpty() && !isPolicyChange();
  }

  private boolean isPolicyChange() {
    return switch (policy) {
      case PolicyDecision.Put _, PolicyDecision.Remove _ -> true;
      case PolicyDecision.None _, PolicyDecision.Keep _, PolicyDecision.Refuse _ -> false;
    };
  }

  /// Whether an account policy was wanted and cannot be had.
  public boolean isRefused() {
    return policy instanceof PolicyDecision.Refuse;
  }

  /// One line.
  public String summary() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%d log groups"
            .formatted(outcomes.stream().map(o -> o.step().group().id()).distinct().count()));
    counts().forEach((what, count) -> text.append(", %d %s".formatted(count, what)));
    if (with(Result.FAILED) > 0) {
      text.append("; %d failed".formatted(with(Result.FAILED)));
    }
    if (notReached > 0) {
      text.append("; %d not reached in time".formatted(notReached));
    }
    return problem.isEmpty() ? text.toString() : text + "; " + problem;
  }
}
