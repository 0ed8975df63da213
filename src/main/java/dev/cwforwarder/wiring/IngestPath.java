package dev.cwforwarder.wiring;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;

/// Which way records come. Their scope tells it, so that each way can be watched by itself.
public enum IngestPath {
  PUSH("push"),
  KINESIS("kinesis"),
  POLL("poll"),
  REPLAY("replay");

  private final String attribute;

  IngestPath(String attribute) {
    this.attribute = attribute;
  }

  /// Name, version and way of this forwarder.
  InstrumentationScopeInfo scope() {
    return InstrumentationScopeInfo.builder(Version.NAME)
        .setVersion(Version.NUMBER)
        .setAttributes(Attributes.builder().put("clickstack.forwarder.path", attribute).build())
        .build();
  }
}
