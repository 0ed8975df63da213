package dev.cwforwarder.forward;

import dev.cwforwarder.export.ExportSession;
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

/// Maps batches to OTLP log records, applies the user's rules and exports what is left; what the
/// endpoint refuses goes to the failure store. Thread-safe.
public final class OtlpForwarder implements Forwarder {
  private final RecordMapper mapper;
  private final RecordRules rules;
  private final LogExporter exporter;
  private final FailureStore store;
  private final Clock clock;
  private final Log log;

  /// Without rules.
  ///
  /// @param store keeps what the endpoint refuses
  public OtlpForwarder(
      RecordMapper mapper, LogExporter exporter, FailureStore store, Clock clock, Log log) {
    this(mapper, RecordRules.none(), exporter, store, clock, log);
  }

  /// @param rules leave records out, or blot out text, here and in what is kept
  /// @param store keeps what the endpoint refuses
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
    return prepared.before().plus(send(prepared.ruled(), deadline));
  }

  @Override
  public List<Delivery> forwardAll(List<LogBatch> batches, Deadline deadline) {
    List<Prepared> prepared = batches.stream().map(this::prepared).toList();
    List<RecordRules.Ruled> ruled = prepared.stream().map(Prepared::ruled).toList();
    List<Delivery> sent = new SharedRequests(this, ruled, deadline).deliver();
    List<Delivery> deliveries = new ArrayList<>(batches.size());
    for (int i = 0; i < batches.size(); i++) {
      deliveries.add(prepared.get(i).before().plus(sent.get(i)));
    }
    return deliveries;
  }

  /// What is left of a batch, and what became of the rest of it before anything is sent.
  private record Prepared(RecordRules.Ruled ruled, Delivery before) {}

  private Prepared prepared(LogBatch batch) {
    LogBatch joined = mapper.join(batch);
    List<LogRecordData> records = mapper.map(joined, clock.instant());
    int cut = RecordMapper.cut(records);
    RecordRules.Ruled ruled = rules.apply(joined, records);
    boolean whole = ruled.dropped().isEmpty() && ruled.redacted().isEmpty() && cut == 0;
    return new Prepared(
        ruled, whole ? Delivery.NONE : Delivery.ruled(ruled.dropped(), ruled.redacted(), cut));
  }

  /// Sends what rules have left.
  Delivery send(RecordRules.Ruled ruled, Deadline deadline) {
    if (ruled.records().isEmpty()) {
      return Delivery.NONE;
    }
    FailureRecorder keeper = keeper(ruled.batch(), deadline);
    return new BatchDelivery(ruled, exporter.open(deadline), keeper, log).deliver();
  }

  ExportSession session(Deadline deadline) {
    return exporter.open(deadline);
  }

  void warn(String message) {
    log.warn(message);
  }

  FailureRecorder.Unkept keepRejected(
      LogBatch batch, int rejected, String message, Deadline deadline) {
    Range whole = new Range(0, batch.size());
    return keeper(batch, deadline)
        .keepRejected(List.of(new FailureRecorder.PartlyRejected(whole, rejected, message)));
  }

  private FailureRecorder keeper(LogBatch batch, Deadline deadline) {
    return new FailureRecorder(store, batch, rules, deadline, clock, log);
  }
}
