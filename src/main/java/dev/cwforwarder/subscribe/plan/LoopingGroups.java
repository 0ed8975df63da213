package dev.cwforwarder.subscribe.plan;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The log groups of other forwarders that receive the forwarder's own log groups. If they were
/// subscribed, each forwarder would forward the other's logs without end.
///
/// @param evidence what sends the own log groups to the function, by the name of the function's log
///   group
public record LoopingGroups(Map<String, String> evidence) {
  public static final LoopingGroups NONE = new LoopingGroups(Map.of());

  public LoopingGroups {
    evidence = Map.copyOf(evidence);
  }

  /// Derives them from the current state.
  ///
  /// @param own the filters of the forwarder's own log groups, by name of the group
  /// @param policies the account policies
  public static LoopingGroups of(
      Identity self, Map<String, List<Filter>> own, List<AccountPolicy> policies) {
    Map<String, String> evidence = new TreeMap<>();
    own.forEach(
        (group, filters) ->
            filters.forEach(
                filter ->
                    self.groupOfOther(filter.destinationArn())
                        .ifPresent(other -> evidence.put(other, filter.of(group)))));
    for (AccountPolicy policy : policies) {
      if (!policy.exclusions().containsAll(self.allOwnGroups())) {
        self.groupOfOther(policy.destinationArn())
            .ifPresent(other -> evidence.put(other, policy.label()));
      }
    }
    return new LoopingGroups(evidence);
  }
}
