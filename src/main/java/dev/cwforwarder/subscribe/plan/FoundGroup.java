package dev.cwforwarder.subscribe.plan;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A log group and what is known of it.
///
/// @param tags empty when no rule asks for them
/// @param filters those of all makers
/// @param refusal what it answered in this run, or what is remembered of the last one
public record FoundGroup(
    LogGroup group, Map<String, String> tags, List<Filter> filters, @Nullable Refusal refusal) {
  public FoundGroup {
    tags = Map.copyOf(tags);
    filters = List.copyOf(filters);
  }

  /// The same group after it has answered so.
  public FoundGroup refusing(Refusal answer) {
    return new FoundGroup(group, tags, filters, answer);
  }

  /// The same group with the filters it has now.
  public FoundGroup with(List<Filter> now) {
    return new FoundGroup(group, tags, now, refusal);
  }
}
