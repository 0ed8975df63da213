package dev.cwforwarder.map.rules;

import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.span.SpanRecord;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.List;
import java.util.Map;

/// The user's filters and redactions. Implementations are thread-safe.
public interface RecordRules {
  /// Applies the rules to `batch`.
  ///
  /// @param records one record for each event, in the same order
  Ruled<LogRecordData> apply(LogBatch batch, List<LogRecordData> records);

  /// Applies the rules to the spans of `batch`.
  ///
  /// @param records the spans of each event, in the same order
  Ruled<SpanRecord> applyToSpans(LogBatch batch, List<SpanRecord> records);

  /// The original CloudWatch events of `event` as they may be stored: redacted like its record.
  List<LogEvent> forStore(LogEvent event);

  /// No rules: all records pass unchanged.
  RecordRules NONE =
      new RecordRules() {
        @Override
        public Ruled<LogRecordData> apply(LogBatch batch, List<LogRecordData> records) {
          return new Ruled<>(batch, records, Map.of(), Map.of());
        }

        @Override
        public Ruled<SpanRecord> applyToSpans(LogBatch batch, List<SpanRecord> records) {
          return new Ruled<>(batch, records, Map.of(), Map.of());
        }

        @Override
        public List<LogEvent> forStore(LogEvent event) {
          return event.originals();
        }
      };

  /// The result of applying the rules to a batch.
  ///
  /// @param batch the events that were kept, unchanged
  /// @param records one redacted record for each of these events, in the same order
  /// @param dropped the number of dropped events by rule name
  /// @param redacted the number of redacted matches by rule name
  /// @param <R> a record
  record Ruled<R>(
      LogBatch batch,
      List<R> records,
      Map<String, Integer> dropped,
      Map<String, Integer> redacted) {
    public Ruled {
      dropped = Map.copyOf(dropped);
      redacted = Map.copyOf(redacted);
      if (batch.size() != records.size()) {
        throw new IllegalArgumentException(
            "%d events, %d records".formatted(batch.size(), records.size()));
      }
    }
  }
}
