package dev.cwforwarder.subscribe.plan;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A log group with its current state.
///
/// @param tags empty if no rule needs them
/// @param filters all subscription filters, including those of third parties
/// @param refusal how AWS refused a request for this group, in this run or in an earlier one; null
///   if it did not
public record FoundGroup(
    ListedGroup group, Map<String, String> tags, List<Filter> filters, @Nullable Refusal refusal) {
  public FoundGroup {
    tags = Map.copyOf(tags);
    filters = List.copyOf(filters);
  }

  /// The same group, with the refusal that AWS answered.
  public FoundGroup refusing(Refusal answer) {
    return new FoundGroup(group, tags, filters, answer);
  }

  /// The same group, with its current filters.
  public FoundGroup with(List<Filter> current) {
    return new FoundGroup(group, tags, current, refusal);
  }
}
