package dev.cwforwarder.export;

import dev.cwforwarder.export.otlp.OtlpEncoder;
import dev.cwforwarder.span.SpanRecord;
import io.opentelemetry.sdk.logs.data.LogRecordData;

/// A kind of telemetry that OTLP carries.
///
/// @param <R> a record, which is delivered as a whole
public interface Signal<R> {
  /// Log records.
  Signal<LogRecordData> LOGS = new Logs();

  /// Spans.
  Signal<SpanRecord> TRACES = new Traces();

  /// The path of requests.
  String path();

  /// The name of the number of rejected records in a JSON response.
  String rejectedCount();

  OtlpEncoder<R, ?> newEncoder();

  /// See [#LOGS].
  final class Logs implements Signal<LogRecordData> {
    private Logs() {}

    @Override
    public String path() {
      return "/v1/logs";
    }

    @Override
    public String rejectedCount() {
      return "rejectedLogRecords";
    }

    @Override
    public OtlpEncoder<LogRecordData, ?> newEncoder() {
      return OtlpEncoder.ofLogs();
    }
  }

  /// See [#TRACES].
  final class Traces implements Signal<SpanRecord> {
    private Traces() {}

    @Override
    public String path() {
      return "/v1/traces";
    }

    @Override
    public String rejectedCount() {
      return "rejectedSpans";
    }

    @Override
    public OtlpEncoder<SpanRecord, ?> newEncoder() {
      return OtlpEncoder.ofSpans();
    }
  }
}
