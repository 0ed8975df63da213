package dev.cwforwarder.handler;

import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.telemetry.InvocationLog;
import dev.cwforwarder.telemetry.Log;
import dev.cwforwarder.telemetry.Metric;
import java.time.Clock;

/// The outcome of one invocation: one log line that includes its metrics.
final class InvocationReport {
  private final InvocationLog log;
  private final Clock clock;
  private long newestEventMillis = Long.MIN_VALUE;

  InvocationReport(Invocation invocation, Log log, Clock clock) {
    this.log = new InvocationLog(log, invocation.functionName(), invocation.requestId());
    this.clock = clock;
  }

  /// Records the newest event of `batch`, for the delivery lag.
  void observe(LogBatch batch) {
    for (LogEvent event : batch.events()) {
      if (event.hasValidTime()) {
        newestEventMillis = Math.max(newestEventMillis, event.timestampMillis());
      }
    }
  }

  /// Writes the line of an invocation that only delivers.
  void write(Delivery delivery) {
    put(delivery);
    String problem = delivery.problem();
    if (delivery.undelivered() > 0) {
      log.failed(delivery.summary());
    } else if (problem != null) {
      log.succeededWith(problem);
    } else {
      log.succeeded();
    }
  }

  /// Sets the metrics of `delivery`. The caller writes the line.
  InvocationLog put(Delivery delivery) {
    log.put(Metric.EVENTS_RECEIVED, delivery.received())
        .put(Metric.EVENTS_EXPORTED, delivery.exported())
        .put(Metric.EVENTS_DROPPED, delivery.dropped())
        .put(Metric.EVENTS_REJECTED, delivery.rejected())
        .put(Metric.EVENTS_STORED, delivery.stored())
        .put(Metric.EVENTS_UNDELIVERED, delivery.undelivered())
        .put(Metric.REQUESTS, delivery.traffic().requests())
        .put(Metric.RETRIES, delivery.traffic().retries())
        .put(Metric.BYTES_SENT, delivery.traffic().bytes());
    if (delivery.truncated() > 0) {
      log.put(Metric.EVENTS_TRUNCATED, delivery.truncated());
    }
    if (!delivery.redacted().isEmpty()) {
      log.put(Metric.VALUES_REDACTED, delivery.redacted());
    }
    if (newestEventMillis != Long.MIN_VALUE) {
      log.put(Metric.DELIVERY_LAG, clock.millis() - newestEventMillis);
    }
    return log;
  }

  /// The log line, for metrics that are not a delivery's.
  InvocationLog log() {
    return log;
  }
}
