package dev.cwforwarder.wiring;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;

/// How records arrive. Their instrumentation scope contains it, so that each path can be monitored
/// separately.
public enum IngestPath {
  PUSH("push"),
  KINESIS("kinesis"),
  POLL("poll"),
  REPLAY("replay");

  private final String attribute;

  IngestPath(String attribute) {
    this.attribute = attribute;
  }

  /// The scope of records: the forwarder's name and version, and the path.
  InstrumentationScopeInfo scope() {
    return InstrumentationScopeInfo.builder(Version.NAME)
        .setVersion(Version.NUMBER)
        .setAttributes(Attributes.builder().put("clickstack.forwarder.path", attribute).build())
        .build();
  }
}
