package dev.cwforwarder.subscribe.plan;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is to be done, with a reason for every log group. A group has more than one step only when
/// filters of ours go from it.
public record SubscriptionPlan(List<Step> steps) {
  public SubscriptionPlan {
    steps = List.copyOf(steps);
  }

  /// What has to be done, without what stays.
  public List<Step> changes() {
    return steps.stream().filter(step -> step.decision().isChange()).toList();
  }

  /// Whether nothing has to be done.
  public boolean isEmpty() {
    return changes().isEmpty();
  }

  /// How many steps of each kind.
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    steps.forEach(step -> counts.merge(step.decision().shown(), 1, Integer::sum));
    return counts;
  }
}
