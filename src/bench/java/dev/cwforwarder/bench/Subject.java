package dev.cwforwarder.bench;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/// A handler to measure.
///
/// @param folder the unpacked package
/// @param handler the handler class
/// @param javaOptions `JAVA_TOOL_OPTIONS`; empty for the value of the template
/// @param forwards whether all records must arrive
record Subject(String name, Path folder, String handler, String javaOptions, boolean forwards) {
  static final String CANDIDATE = "candidate";
  static final String BARE = "bare handler";
  static final String BASELINE = "baseline";

  Subject {
    requireNonNull(name, "name is null");
    requireNonNull(folder, "folder is null");
    requireNonNull(handler, "handler is null");
    requireNonNull(javaOptions, "javaOptions is null");
  }

  /// The forwarder as packaged in `folder`.
  static Subject forwarder(String name, Path folder) {
    return new Subject(name, folder, "dev.cwforwarder.handler.SubscriptionHandler", "", true);
  }
}
