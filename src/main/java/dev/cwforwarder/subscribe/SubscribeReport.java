package dev.cwforwarder.subscribe;

import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.subscribe.plan.Decision;
import dev.cwforwarder.subscribe.plan.PolicyDecision;
import dev.cwforwarder.subscribe.plan.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The result of a run.
///
/// @param problem why the run ended early, or what needs the operator's attention; empty if nothing
/// @param outcomes at least one for each log group that was reached
/// @param notReached number of log groups that the run had no time for
/// @param policy the decision about the account policy
/// @param policyFailed whether the account policy is not as desired, or not known to be; `problem`
///   states why
/// @param delegationChanges changes to the delegations to polling
/// @param gaps events before a subscription that are not read, because polling is off
/// @param warnings what may go wrong later, each in a sentence
public record SubscribeReport(
    End end,
    String problem,
    List<Outcome> outcomes,
    int notReached,
    PolicyDecision policy,
    boolean policyFailed,
    List<DelegationChange> delegationChanges,
    List<Gap> gaps,
    List<String> warnings) {
  /// How the run ended.
  public enum End {
    DONE,
    OUT_OF_TIME,
    /// The only requested log group does not exist.
    NO_SUCH_GROUP,
    /// CloudWatch Logs or the store of delegations was unavailable, or the credentials were
    /// invalid.
    UNAVAILABLE
  }

  /// The outcome of a step.
  public enum Result {
    /// The run only planned it.
    PLANNED,
    DONE,
    /// No change was necessary.
    UNCHANGED,
    /// The log group was deleted in the meantime.
    GONE,
    FAILED
  }

  /// A step with its outcome.
  ///
  /// @param message why it failed; empty if it did not
  public record Outcome(Step step, Result result, String message) {}

  /// A change to a delegation.
  ///
  /// @param change the change, as a phrase for the operator
  public record DelegationChange(LogGroup group, String change) {}

  /// The events that a log group ingested between `from` and `to`.
  public record Gap(LogGroup group, Instant from, Instant to) {}

  public SubscribeReport {
    outcomes = List.copyOf(outcomes);
    delegationChanges = List.copyOf(delegationChanges);
    gaps = List.copyOf(gaps);
    warnings = List.copyOf(warnings);
  }

  /// The number of outcomes by decision, e.g. `keep` or `skip: slots-full`.
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    outcomes.forEach(outcome -> counts.merge(outcome.step().decision().label(), 1, Integer::sum));
    return counts;
  }

  /// The number of outcomes with this result.
  public long with(Result result) {
    return outcomes.stream().filter(outcome -> outcome.result() == result).count();
  }

  /// The number of failures: failed outcomes, and the account policy if it failed.
  public long failed() {
    return with(Result.FAILED) + (policyFailed ? 1 : 0);
  }

  /// The number of log groups that are pushed now, or would be if the plan were applied.
  public long pushed() {
    return outcomes.stream()
        .filter(outcome -> outcome.result() != Result.FAILED && outcome.result() != Result.GONE)
        .filter(outcome -> outcome.step().decision().isPushed())
        .count();
  }

  /// The number of log groups that are not subscribed, by reason.
  public Map<String, Integer> skips() {
    Map<String, Integer> skips = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      if (outcome.step().decision() instanceof Decision.Skip skip) {
        skips.merge(skip.why().label(), 1, Integer::sum);
      }
    }
    return skips;
  }

  /// The number of steps that change a filter, applied or planned.
  public long changes() {
    return outcomes.stream().filter(outcome -> outcome.step().decision().isChange()).count();
  }

  /// Whether the run changes nothing: no filter, no delegation and no account policy.
  public boolean isEmpty() {
    return changes() == 0 && delegationChanges.isEmpty() && !isPolicyChange();
  }

  private boolean isPolicyChange() {
    return switch (policy) {
      case PolicyDecision.Put _, PolicyDecision.Remove _ -> true;
      case PolicyDecision.None _, PolicyDecision.Keep _, PolicyDecision.Refuse _ -> false;
    };
  }

  /// The report in one line.
  public String summary() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%d log groups"
            .formatted(
                outcomes.stream().map(outcome -> outcome.step().group().id()).distinct().count()));
    counts().forEach((decision, count) -> text.append(", %d %s".formatted(count, decision)));
    if (failed() > 0) {
      text.append("; %d failed".formatted(failed()));
    }
    if (notReached > 0) {
      text.append("; %d not reached in time".formatted(notReached));
    }
    return problem.isEmpty() ? text.toString() : text + "; " + problem;
  }
}
