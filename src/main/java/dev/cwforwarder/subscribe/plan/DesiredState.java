package dev.cwforwarder.subscribe.plan;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What is to be subscribed.
///
/// @param rules in order: the first one that means a group decides
/// @param never names that are never subscribed, whatever the rules say
/// @param mode how
/// @param includeLinked whether groups that other accounts share are looked at
public record DesiredState(
    List<Rule> rules, Predicate<String> never, Mode mode, boolean includeLinked) {
  /// Nothing: what there is goes.
  public static final DesiredState NOTHING =
      new DesiredState(List.of(), _ -> false, Mode.FILTERS, false);

  /// How log groups are subscribed.
  public enum Mode {
    /// A filter a group.
    FILTERS,
    /// One policy for the account, which also takes groups that are made later.
    ACCOUNT_POLICY
  }

  public DesiredState {
    rules = List.copyOf(rules);
    if (mode == Mode.ACCOUNT_POLICY && rules.size() != 1) {
      throw new IllegalArgumentException(
          "an account policy is one filter: expected one rule, got " + rules.size());
    }
  }

  /// The rule for a group; empty when it is not wanted.
  Optional<Rule> rule(FoundGroup found) {
    return rules.stream().filter(rule -> rule.means(found)).findFirst();
  }

  /// Whether tags decide about a group of this name.
  public boolean asksForTags(String group) {
    return rules.stream().anyMatch(rule -> rule.asksForTags(group));
  }
}
