package dev.cwforwarder.export;

import dev.cwforwarder.export.otlp.OtlpEncoder;
import dev.cwforwarder.span.SpanRecord;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// A kind of telemetry that OTLP carries.
///
/// @param <R> a record, which is delivered as a whole
public final class Signal<R> {
  /// Log records.
  public static final Signal<LogRecordData> LOGS =
      new Signal<>(
          "/v1/logs",
          "rejectedLogRecords",
          OtlpEncoder::ofLogs,
          (one, days) -> days.add(one.getTimestampEpochNanos()));

  /// Spans.
  public static final Signal<SpanRecord> TRACES =
      new Signal<>(
          "/v1/traces",
          "rejectedSpans",
          OtlpEncoder::ofSpans,
          (one, days) -> one.spans().forEach(span -> days.add(span.startNanos())));

  private final String path;
  private final String rejectedCount;
  private final Supplier<OtlpEncoder<R, ?>> newEncoder;
  private final BiConsumer<R, RecordDays> addDays;

  private Signal(
      String path,
      String rejectedCount,
      Supplier<OtlpEncoder<R, ?>> newEncoder,
      BiConsumer<R, RecordDays> addDays) {
    this.path = path;
    this.rejectedCount = rejectedCount;
    this.newEncoder = newEncoder;
    this.addDays = addDays;
  }

  /// The path of requests.
  String path() {
    return path;
  }

  /// The name of the number of rejected records in a JSON response.
  String rejectedCount() {
    return rejectedCount;
  }

  OtlpEncoder<R, ?> newEncoder() {
    return newEncoder.get();
  }

  /// The UTC days of the records, as days since the epoch.
  Set<Long> days(List<R> records) {
    RecordDays days = new RecordDays();
    records.forEach(one -> addDays.accept(one, days));
    return days.days();
  }
}
