package dev.cwforwarder.demo;

import static java.util.Objects.requireNonNull;

/// A version of a function that went live.
///
/// @param from when
/// @param leakMb what each invocation leaves behind in memory
record Release(long from, String version, double leakMb) {
  Release {
    requireNonNull(version, "version is null");
  }
}
