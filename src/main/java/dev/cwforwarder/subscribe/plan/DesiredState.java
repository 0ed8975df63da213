package dev.cwforwarder.subscribe.plan;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The log groups that should be subscribed.
///
/// @param rules in order of precedence: the first matching rule applies
/// @param never matches the names of log groups that are never subscribed; takes precedence over
///   the rules
/// @param mode whether to use one filter per log group or one account policy
/// @param includeLinked whether to list log groups that linked accounts share with this one
public record DesiredState(
    List<Rule> rules, Predicate<String> never, Mode mode, boolean includeLinked) {
  /// No subscriptions: all managed filters are removed.
  public static final DesiredState NOTHING =
      new DesiredState(List.of(), _ -> false, Mode.FILTERS, false);

  /// How log groups are subscribed.
  public enum Mode {
    /// One subscription filter per log group.
    FILTERS,
    /// One account-level policy, which also applies to log groups created later.
    ACCOUNT_POLICY
  }

  public DesiredState {
    rules = List.copyOf(rules);
    if (mode == Mode.ACCOUNT_POLICY && rules.size() != 1) {
      throw new IllegalArgumentException(
          "an account policy has a single filter: expected one rule, got " + rules.size());
    }
  }

  /// The first rule that matches the group; empty if no rule does.
  Optional<Rule> rule(FoundGroup found) {
    return rules.stream().filter(rule -> rule.matches(found)).findFirst();
  }

  /// Whether a rule includes the log group by its whole name, not by a pattern.
  public boolean namesWhole(String name) {
    return rules.stream().anyMatch(rule -> rule.wholeNames().contains(name));
  }

  /// Whether the tags of the log group `name` are needed to decide about it.
  public boolean needsTags(String name) {
    return rules.stream().anyMatch(rule -> rule.needsTags(name));
  }
}
