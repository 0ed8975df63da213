package dev.cwforwarder.demo;

import static java.util.Objects.requireNonNull;

/// Where lines come from.
///
/// @param service the name under which ClickStack is to show it
record Source(String group, String stream, String service) {
  Source {
    requireNonNull(group, "group is null");
    requireNonNull(stream, "stream is null");
    requireNonNull(service, "service is null");
  }
}
