package dev.cwforwarder.handler;

import com.amazonaws.services.lambda.runtime.Context;
import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.telemetry.InvocationLog;
import dev.cwforwarder.telemetry.Metric;
import java.time.Clock;

/// What one invocation says about itself: one log line with its metrics.
final class InvocationReport {
  private final InvocationLog log;
  private final Clock clock;
  private long newestEventMillis = Long.MIN_VALUE;

  InvocationReport(Wiring wiring, Context context) {
    this.log =
        new InvocationLog(wiring.log(), context.getFunctionName(), context.getAwsRequestId());
    this.clock = wiring.clock();
  }

  /// Notes a batch's newest event, for the lag.
  void saw(LogBatch batch) {
    for (LogEvent event : batch.events()) {
      newestEventMillis = Math.max(newestEventMillis, event.timestampMillis());
    }
  }

  void write(Delivery delivery) {
    log.put(Metric.EVENTS_RECEIVED, delivery.received())
        .put(Metric.EVENTS_EXPORTED, delivery.exported())
        .put(Metric.EVENTS_DROPPED, delivery.dropped())
        .put(Metric.EVENTS_REJECTED, delivery.rejected())
        .put(Metric.EVENTS_STORED, delivery.stored())
        .put(Metric.EVENTS_UNDELIVERED, delivery.undelivered())
        .put(Metric.REQUESTS, delivery.traffic().requests())
        .put(Metric.RETRIES, delivery.traffic().retries())
        .put(Metric.BYTES_SENT, delivery.traffic().bytes());
    if (newestEventMillis != Long.MIN_VALUE) {
      log.put(Metric.DELIVERY_LAG, clock.millis() - newestEventMillis);
    }
    if (delivery.undelivered() > 0) {
      log.failed(
          "%d of %d records undelivered: %s"
              .formatted(delivery.undelivered(), delivery.received(), delivery.problem()));
    } else {
      log.succeeded();
    }
  }
}
