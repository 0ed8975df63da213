package dev.cwforwarder.testing;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// An environment that notes which variables it was asked for.
public final class RecordingEnv extends AbstractMap<String, String> {
  private final Map<String, String> set;
  private final String otherwise;
  private final Set<String> asked = new TreeSet<>();

  /// Answers from `set`, and `otherwise` for every other name.
  public RecordingEnv(Map<String, String> set, String otherwise) {
    this.set = Map.copyOf(set);
    this.otherwise = otherwise;
  }

  /// Every name asked for so far.
  public Set<String> asked() {
    return Set.copyOf(asked);
  }

  @Override
  public String get(@Nullable Object name) {
    String text = String.valueOf(name);
    asked.add(text);
    return set.getOrDefault(text, otherwise);
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    throw new UnsupportedOperationException("nobody may read the whole environment");
  }
}
