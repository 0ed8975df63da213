package dev.cwforwarder.export;

import dev.cwforwarder.export.otlp.OtlpEncoder;
import dev.cwforwarder.span.SpanRecord;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.List;
import java.util.Set;

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

  /// The UTC days of the records, as days since the epoch.
  Set<Long> days(List<R> records);

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

    @Override
    public Set<Long> days(List<LogRecordData> records) {
      RecordDays days = new RecordDays();
      records.forEach(one -> days.add(one.getTimestampEpochNanos()));
      return days.days();
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

    @Override
    public Set<Long> days(List<SpanRecord> records) {
      RecordDays days = new RecordDays();
      records.forEach(one -> one.spans().forEach(span -> days.add(span.startNanos())));
      return days.days();
    }
  }
}
