package dev.cwforwarder.testing;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// An environment that records which variables are read.
public final class RecordingEnv extends AbstractMap<String, String> {
  private final Map<String, String> set;
  private final String otherwise;
  private final Set<String> namesRead = new TreeSet<>();

  /// Returns the values of `set`, and `otherwise` for all other names.
  public RecordingEnv(Map<String, String> set, String otherwise) {
    this.set = Map.copyOf(set);
    this.otherwise = otherwise;
  }

  /// All names read so far.
  public Set<String> namesRead() {
    return Set.copyOf(namesRead);
  }

  @Override
  public String get(@Nullable Object name) {
    String text = String.valueOf(name);
    namesRead.add(text);
    return set.getOrDefault(text, otherwise);
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    throw new UnsupportedOperationException("code must not read the whole environment");
  }
}
