package dev.cwforwarder.forward;

import dev.cwforwarder.export.OtlpExporter;
import dev.cwforwarder.map.RecordMapper;
import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.telemetry.Log;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.time.Clock;
import java.util.List;

/// Maps batches to OTLP log records, applies the user's rules and exports the remaining records.
/// Stores refused records in the failure store. Thread-safe.
public final class OtlpForwarder implements Forwarder {
  private final RecordMapper mapper;
  private final RecordRules rules;
  private final RecordDelivery<LogRecordData> delivery;
  private final Clock clock;

  /// A forwarder without rules.
  ///
  /// @param store stores the records that the endpoint refuses
  public OtlpForwarder(
      RecordMapper mapper,
      OtlpExporter<LogRecordData> exporter,
      FailureStore store,
      Clock clock,
      Log log) {
    this(mapper, RecordRules.NONE, exporter, store, clock, log);
  }

  /// @param rules drop records and redact text, both in requests and in stored documents
  /// @param store stores the records that the endpoint refuses
  public OtlpForwarder(
      RecordMapper mapper,
      RecordRules rules,
      OtlpExporter<LogRecordData> exporter,
      FailureStore store,
      Clock clock,
      Log log) {
    this.mapper = mapper;
    this.rules = rules;
    this.delivery = new RecordDelivery<>(exporter, store, rules, clock, log);
    this.clock = clock;
  }

  @Override
  public Delivery forward(LogBatch batch, Deadline deadline) {
    return batch.size() == 0 ? Delivery.NONE : delivery.deliver(prepared(batch), deadline);
  }

  @Override
  public List<Delivery> forwardAll(List<LogBatch> batches, Deadline deadline) {
    return delivery.deliverAll(batches.stream().map(this::prepared).toList(), deadline);
  }

  private PreparedBatch<LogRecordData> prepared(LogBatch batch) {
    LogBatch joined = mapper.join(batch);
    List<LogRecordData> records = mapper.map(joined, clock.instant());
    int truncated = RecordMapper.truncated(records);
    RecordRules.Ruled<LogRecordData> ruled = rules.apply(joined, records);
    boolean unchanged = ruled.dropped().isEmpty() && ruled.redacted().isEmpty() && truncated == 0;
    return new PreparedBatch<>(
        ruled.batch(),
        ruled.records(),
        unchanged ? Delivery.NONE : Delivery.ruled(ruled.dropped(), ruled.redacted(), truncated));
  }
}
