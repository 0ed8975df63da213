package dev.cwforwarder.demo;

import static java.util.Objects.requireNonNull;

/// A released version of a function.
///
/// @param from the time of the release
/// @param leakMb the memory that each invocation leaks, in MB
record Release(long from, String version, double leakMb) {
  Release {
    requireNonNull(version, "version is null");
  }
}
