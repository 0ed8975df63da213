package dev.cwforwarder.wiring;

import org.jspecify.annotations.Nullable;

/// A value that is built when it is first needed, so that the push path loads no class of the AWS
/// SDK before, and a snapshot contains none. Retries after a failure. Thread-safe.
final class Lazy<T, E extends Exception> {
  private final Builder<T, E> builder;
  private @Nullable T value;

  /// Builds the value; called again after a failure.
  @FunctionalInterface
  interface Builder<T, E extends Exception> {
    T build() throws E;
  }

  Lazy(Builder<T, E> builder) {
    this.builder = builder;
  }

  synchronized T get() throws E {
    T built = value;
    if (built == null) {
      built = builder.build();
      value = built;
    }
    return built;
  }
}
