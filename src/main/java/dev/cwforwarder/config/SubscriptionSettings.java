package dev.cwforwarder.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// `SUBSCRIPTIONS`: which log groups are subscribed, and how.
///
/// @param mode how
/// @param includeLinked whether groups that other accounts share are handed to polling
/// @param flowLogGroups flow logs of the forwarder's VPC: its own traffic writes them
/// @param never groups that are never subscribed
/// @param rules in order: the first one that means a group decides
public record SubscriptionSettings(
    Mode mode,
    boolean includeLinked,
    List<String> flowLogGroups,
    List<NamePattern> never,
    List<Rule> rules) {
  /// How log groups are subscribed.
  public enum Mode {
    /// A filter a group.
    FILTERS,
    /// One policy for the account.
    ACCOUNT_POLICY
  }

  public SubscriptionSettings {
    flowLogGroups = List.copyOf(flowLogGroups);
    never = List.copyOf(never);
    rules = List.copyOf(rules);
  }

  /// Some log groups and their filter.
  ///
  /// @param include one of these fits the name
  /// @param exclude and none of these
  /// @param tags patterns of values, by name
  /// @param classes empty: all
  /// @param filterPattern empty: every event
  /// @param destinationArn empty: the forwarder
  /// @param roleArn for a stream; empty: none
  /// @param distribution `Random`, `ByLogStream` or empty
  public record Rule(
      String name,
      List<NamePattern> include,
      List<NamePattern> exclude,
      Map<String, Glob> tags,
      Set<String> classes,
      String filterPattern,
      String destinationArn,
      String roleArn,
      String distribution,
      List<String> emitSystemFields,
      boolean transformed) {
    public Rule {
      include = List.copyOf(include);
      exclude = List.copyOf(exclude);
      tags = Map.copyOf(tags);
      classes = Set.copyOf(classes);
      emitSystemFields = List.copyOf(emitSystemFields);
    }

    /// Whether a group of this name is meant.
    public boolean names(String group) {
      return include.stream().anyMatch(pattern -> pattern.matches(group))
          && exclude.stream().noneMatch(pattern -> pattern.matches(group));
    }
  }

  /// Whether the name is in `never`.
  public boolean isNever(String group) {
    return never.stream().anyMatch(pattern -> pattern.matches(group));
  }

  /// Reads and checks a text, YAML or JSON.
  ///
  /// @throws SettingsException naming everything that is wrong, with its place and line
  public static SubscriptionSettings parse(String text) {
    return SubscriptionReader.parse(text);
  }
}
