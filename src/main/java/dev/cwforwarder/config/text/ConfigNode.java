package dev.cwforwarder.config.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A piece of YAML or JSON as it was written, with its line, counted from 1.
public sealed interface ConfigNode {
  /// The line of its name; of itself when it has none.
  int line();

  /// Names and what they stand for, in the order of the text.
  record Mapping(Map<String, ConfigNode> members, int line) implements ConfigNode {
    public Mapping {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  /// A list.
  record Sequence(List<ConfigNode> items, int line) implements ConfigNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// A single value.
  ///
  /// @param text as it was written, without quotes and escapes; empty for [Kind#NOTHING]
  record Scalar(String text, Kind kind, int line) implements ConfigNode {}

  /// What a single value looks like.
  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    /// Nothing at all, `~` or `null`.
    NOTHING
  }
}
