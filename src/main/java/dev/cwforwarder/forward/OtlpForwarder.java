package dev.cwforwarder.forward;

import dev.cwforwarder.export.LogExporter;
import dev.cwforwarder.map.RecordMapper;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.telemetry.Log;
import java.time.Clock;

/// Maps batches to OTLP log records and exports them. Thread-safe.
public final class OtlpForwarder implements Forwarder {
  private final RecordMapper mapper;
  private final LogExporter exporter;
  private final Clock clock;
  private final Log log;

  public OtlpForwarder(RecordMapper mapper, LogExporter exporter, Clock clock, Log log) {
    this.mapper = mapper;
    this.exporter = exporter;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public Delivery forward(LogBatch batch, Deadline deadline) {
    if (batch.size() == 0) {
      return Delivery.NONE;
    }
    return new BatchDelivery(exporter.open(deadline), log)
        .deliver(mapper.map(batch, clock.instant()));
  }
}
