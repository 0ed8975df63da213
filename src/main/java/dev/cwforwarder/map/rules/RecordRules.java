package dev.cwforwarder.map.rules;

import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.List;
import java.util.Map;

/// What the user wants left out or blotted out. Implementations are thread-safe.
public interface RecordRules {
  /// What is left of `batch`.
  ///
  /// @param records one for each event, in the same order
  Ruled apply(LogBatch batch, List<LogRecordData> records);

  /// The events of CloudWatch that `event` stands for, as they may be kept: with their texts
  /// blotted out like its record's.
  List<LogEvent> forStore(LogEvent event);

  /// No rules: all records pass unchanged.
  RecordRules NONE =
      new RecordRules() {
        @Override
        public Ruled apply(LogBatch batch, List<LogRecordData> records) {
          return new Ruled(batch, records, Map.of(), Map.of());
        }

        @Override
        public List<LogEvent> forStore(LogEvent event) {
          return event.originals();
        }
      };

  /// What rules made of a batch.
  ///
  /// @param batch the events that are left, as they came
  /// @param records one for each, in the same order, blotted out
  /// @param dropped how many events are left out, by the rule's name
  /// @param redacted how many pieces of text are blotted out, by the rule's name
  record Ruled(
      LogBatch batch,
      List<LogRecordData> records,
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
