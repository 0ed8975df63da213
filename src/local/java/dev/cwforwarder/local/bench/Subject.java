package dev.cwforwarder.local.bench;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/// Something to measure.
///
/// @param folder the unpacked package
/// @param handler its handler class
/// @param javaOptions its `JAVA_TOOL_OPTIONS`; empty for the template's
/// @param forwards whether every record must arrive
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
