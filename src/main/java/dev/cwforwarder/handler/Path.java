package dev.cwforwarder.handler;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;

/// Which way records come. Their scope tells it, so that each way can be watched by itself.
enum Path {
  PUSH("push"),
  KINESIS("kinesis"),
  POLL("poll"),
  REPLAY("replay");

  private final String attribute;

  Path(String attribute) {
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
