package dev.cwforwarder.forward;

import dev.cwforwarder.export.LogExporter;
import dev.cwforwarder.map.RecordMapper;
import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.telemetry.Log;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Maps batches to OTLP log records, applies the user's rules and exports the remaining records.
/// Stores refused records in the failure store. Thread-safe.
public final class OtlpForwarder implements Forwarder {
  private final RecordMapper mapper;
  private final RecordRules rules;
  private final LogExporter exporter;
  private final FailureStore store;
  private final Clock clock;
  private final Log log;

  /// A forwarder without rules.
  ///
  /// @param store stores the records that the endpoint refuses
  public OtlpForwarder(
      RecordMapper mapper, LogExporter exporter, FailureStore store, Clock clock, Log log) {
    this(mapper, RecordRules.NONE, exporter, store, clock, log);
  }

  /// @param rules drop records and redact text, both in requests and in stored documents
  /// @param store stores the records that the endpoint refuses
  public OtlpForwarder(
      RecordMapper mapper,
      RecordRules rules,
      LogExporter exporter,
      FailureStore store,
      Clock clock,
      Log log) {
    this.mapper = mapper;
    this.rules = rules;
    this.exporter = exporter;
    this.store = store;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public Delivery forward(LogBatch batch, Deadline deadline) {
    if (batch.size() == 0) {
      return Delivery.NONE;
    }
    Prepared prepared = prepared(batch);
    return prepared.before().plus(send(prepared.ruled(), recorder(deadline), deadline));
  }

  @Override
  public List<Delivery> forwardAll(List<LogBatch> batches, Deadline deadline) {
    List<Prepared> prepared = batches.stream().map(this::prepared).toList();
    List<RecordRules.Ruled> ruled = prepared.stream().map(Prepared::ruled).toList();
    FailureRecorder recorder = recorder(deadline);
    List<Delivery> sent =
        new SharedRequests(
                ruled, one -> send(one, recorder, deadline), exporter, recorder, deadline, log)
            .deliver();
    List<Delivery> deliveries = new ArrayList<>(batches.size());
    for (int i = 0; i < batches.size(); i++) {
      deliveries.add(prepared.get(i).before().plus(sent.get(i)));
    }
    return deliveries;
  }

  /// A batch after the rules.
  ///
  /// @param before the outcome of the events that are not sent
  private record Prepared(RecordRules.Ruled ruled, Delivery before) {}

  private Prepared prepared(LogBatch batch) {
    LogBatch joined = mapper.join(batch);
    List<LogRecordData> records = mapper.map(joined, clock.instant());
    int truncated = RecordMapper.truncated(records);
    RecordRules.Ruled ruled = rules.apply(joined, records);
    boolean unchanged = ruled.dropped().isEmpty() && ruled.redacted().isEmpty() && truncated == 0;
    return new Prepared(
        ruled,
        unchanged ? Delivery.NONE : Delivery.ruled(ruled.dropped(), ruled.redacted(), truncated));
  }

  private Delivery send(RecordRules.Ruled ruled, FailureRecorder recorder, Deadline deadline) {
    return ruled.records().isEmpty()
        ? Delivery.NONE
        : new BatchDelivery(ruled, exporter.open(deadline), recorder, log).deliver();
  }

  private FailureRecorder recorder(Deadline deadline) {
    return new FailureRecorder(store, rules, deadline, clock, log);
  }
}
