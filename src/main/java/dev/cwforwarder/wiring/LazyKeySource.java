package dev.cwforwarder.wiring;

import dev.cwforwarder.export.KeyException;
import dev.cwforwarder.export.KeySource;
import dev.cwforwarder.model.Deadline;
import org.jspecify.annotations.Nullable;

/// Builds a source of keys when the first key is needed: no AWS SDK class is loaded before, and
/// nothing of it is in a snapshot. Thread-safe.
final class LazyKeySource implements KeySource {
  private final Builder builder;
  private @Nullable KeySource source;

  /// Builds the source; asked again after a failure.
  @FunctionalInterface
  interface Builder {
    KeySource build() throws KeyException;
  }

  LazyKeySource(Builder builder) {
    this.builder = builder;
  }

  @Override
  public String read(Deadline deadline) throws KeyException {
    return source().read(deadline);
  }

  private synchronized KeySource source() throws KeyException {
    KeySource built = source;
    if (built == null) {
      built = builder.build();
      source = built;
    }
    return built;
  }
}
