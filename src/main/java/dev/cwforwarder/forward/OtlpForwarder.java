package dev.cwforwarder.forward;

import dev.cwforwarder.export.ExportSession;
import dev.cwforwarder.export.LogExporter;
import dev.cwforwarder.map.RecordMapper;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.telemetry.Log;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.time.Clock;
import java.util.List;

/// Maps batches to OTLP log records and exports them; what the endpoint refuses goes to the failure
/// store. Thread-safe.
public final class OtlpForwarder implements Forwarder {
  private final RecordMapper mapper;
  private final LogExporter exporter;
  private final FailureStore store;
  private final Clock clock;
  private final Log log;

  /// @param store keeps what the endpoint refuses
  public OtlpForwarder(
      RecordMapper mapper, LogExporter exporter, FailureStore store, Clock clock, Log log) {
    this.mapper = mapper;
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
    Keeper keeper = new Keeper(store, batch, deadline, clock, log);
    return new BatchDelivery(
            mapper.map(batch, clock.instant()), exporter.open(deadline), keeper, log)
        .deliver();
  }

  @Override
  public List<Delivery> forwardAll(List<LogBatch> batches, Deadline deadline) {
    return new SharedRequests(this, batches, deadline).deliver();
  }

  List<LogRecordData> records(LogBatch batch) {
    return mapper.map(batch, clock.instant());
  }

  ExportSession session(Deadline deadline) {
    return exporter.open(deadline);
  }

  void warn(String message) {
    log.warn(message);
  }

  Keeper.Unkept keepRejected(LogBatch batch, int rejected, String message, Deadline deadline) {
    Part whole = new Part(0, batch.size());
    return new Keeper(store, batch, deadline, clock, log)
        .keepRejected(List.of(new Keeper.PartlyRejected(whole, rejected, message)));
  }
}
