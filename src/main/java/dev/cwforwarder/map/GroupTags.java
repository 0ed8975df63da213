package dev.cwforwarder.map;

import dev.cwforwarder.model.LogSource;
import java.util.Map;

/// Attributes that the tags of log groups give. Implementations are thread-safe.
@FunctionalInterface
public interface GroupTags {
  /// What is known by now of the log group of `source`; never waits and never fails.
  Map<String, String> of(LogSource source);

  /// Knows nothing, and asks nobody.
  static GroupTags none() {
    return _ -> Map.of();
  }
}
