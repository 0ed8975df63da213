package dev.cwforwarder.demo;

import static java.util.Objects.requireNonNull;

/// The source of log lines.
///
/// @param service the service name in ClickStack
record Source(String group, String stream, String service) {
  Source {
    requireNonNull(group, "group is null");
    requireNonNull(stream, "stream is null");
    requireNonNull(service, "service is null");
  }
}
