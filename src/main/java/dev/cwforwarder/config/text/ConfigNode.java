package dev.cwforwarder.config.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A node of a YAML or JSON document with its line number, counted from 1.
public sealed interface ConfigNode {
  /// The line of the node's key, or of the node itself when it has no key.
  int line();

  /// Keys and values, in document order.
  record Mapping(Map<String, ConfigNode> members, int line) implements ConfigNode {
    public Mapping {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  /// A list of nodes.
  record Sequence(List<ConfigNode> items, int line) implements ConfigNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// A single value.
  ///
  /// @param text the value as written, without quotes and escapes; empty for [Kind#NOTHING]
  record Scalar(String text, Kind kind, int line) implements ConfigNode {}

  /// The type of a single value.
  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    /// An absent value, `~` or `null`.
    NOTHING
  }
}
