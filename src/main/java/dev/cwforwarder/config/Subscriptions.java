package dev.cwforwarder.config;

import dev.cwforwarder.subscribe.plan.DesiredState;
import java.util.Set;

/// `SUBSCRIPTIONS`: which log groups to subscribe, and how.
///
/// @param desired the desired state
/// @param flowLogGroups flow logs of the forwarder's VPC, which are never subscribed: the
///   forwarder's own traffic writes them
public record Subscriptions(DesiredState desired, Set<String> flowLogGroups) {
  public Subscriptions {
    flowLogGroups = Set.copyOf(flowLogGroups);
  }

  /// Parses and validates YAML or JSON.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException listing every problem with its path and
  ///   line
  public static Subscriptions parse(String text) {
    return SubscriptionReader.parse(text);
  }
}
