package dev.cwforwarder.subscribe.plan;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The decisions for all log groups, each with its reason. A group has more than one step only if
/// managed filters are removed from it.
public record SubscriptionPlan(List<Step> steps) {
  public SubscriptionPlan {
    steps = List.copyOf(steps);
  }

  /// The steps that change something.
  public List<Step> changes() {
    return steps.stream().filter(step -> step.decision().isChange()).toList();
  }

  /// Whether no step changes anything.
  public boolean isEmpty() {
    return changes().isEmpty();
  }

  /// The number of steps by decision, e.g. `attach` or `skip: slots-full`.
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    steps.forEach(step -> counts.merge(step.decision().label(), 1, Integer::sum));
    return counts;
  }
}
