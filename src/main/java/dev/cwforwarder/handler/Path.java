package dev.cwforwarder.handler;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.util.Locale;

/// Which way records come. Their scope tells it, so that each way can be watched by itself.
enum Path {
  PUSH,
  KINESIS,
  POLL,
  REPLAY;

  /// Name, version and way of this forwarder.
  InstrumentationScopeInfo scope() {
    return InstrumentationScopeInfo.builder(Version.NAME)
        .setVersion(Version.NUMBER)
        .setAttributes(
            Attributes.builder()
                .put("clickstack.forwarder.path", name().toLowerCase(Locale.ROOT))
                .build())
        .build();
  }
}
