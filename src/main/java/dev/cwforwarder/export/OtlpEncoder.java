package dev.cwforwarder.export;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.Collection;
import java.util.List;

/// Encodes log records as `ExportLogsServiceRequest` with the official OTLP exporter. Not
/// thread-safe: the bytes are valid until the next call.
///
/// @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp-request">OTLP/HTTP requests</a>
final class OtlpEncoder {
  private final CapturingSender sender = new CapturingSender();
  private final OtlpHttpLogRecordExporter exporter =
      OtlpHttpLogRecordExporter.builder()
          .setComponentLoader(new SenderLoader(config -> sender))
          .setMemoryMode(MemoryMode.REUSABLE_DATA)
          .setMeterProvider(MeterProvider.noop())
          .build();

  /// Encodes `records` unless they need more than `maxBytes`.
  ///
  /// @return the encoded size; if it is over `maxBytes`, [#encoded] has not changed
  int encode(Collection<LogRecordData> records, int maxBytes) {
    sender.expect(maxBytes);
    if (!exporter.export(records).isSuccess()) {
      throw new IllegalStateException("the OTLP exporter did not encode its records");
    }
    return sender.size();
  }

  ByteBlock encoded() {
    return sender.captured();
  }

  /// Hands out our sender and finds nothing else; in particular no service files are searched.
  private record SenderLoader(HttpSenderProvider provider) implements ComponentLoader {
    @Override
    public <T> Iterable<T> load(Class<T> type) {
      return type.isInstance(provider) ? List.of(type.cast(provider)) : List.of();
    }
  }
}
