package dev.cwforwarder.map;

import dev.cwforwarder.model.LogSource;
import java.util.Map;

/// The resource attributes that the tags of log groups are mapped to. Implementations are
/// thread-safe.
@FunctionalInterface
public interface GroupTags {
  /// The attributes that are currently known for the log group of `source`; never blocks and never
  /// fails.
  Map<String, String> of(LogSource source);

  /// Adds no attributes and reads no tags.
  static GroupTags none() {
    return _ -> Map.of();
  }
}
