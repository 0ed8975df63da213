package dev.cwforwarder.handler;

import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.poll.PollReport;
import dev.cwforwarder.replay.Backlog;
import dev.cwforwarder.replay.ReplayReport;
import dev.cwforwarder.subscribe.SubscribeReport;
import dev.cwforwarder.telemetry.InvocationLog;
import dev.cwforwarder.telemetry.Log;
import dev.cwforwarder.telemetry.Metric;
import java.time.Clock;

/// What one invocation says about itself: one log line with its metrics.
final class InvocationReport {
  private final InvocationLog log;
  private final Clock clock;
  private long newestEventMillis = Long.MIN_VALUE;

  InvocationReport(Invocation invocation, Log log, Clock clock) {
    this.log = new InvocationLog(log, invocation.functionName(), invocation.requestId());
    this.clock = clock;
  }

  /// Notes a batch's newest event, for the lag.
  void saw(LogBatch batch) {
    for (LogEvent event : batch.events()) {
      newestEventMillis = Math.max(newestEventMillis, event.timestampMillis());
    }
  }

  /// Notes what is left in the failure bucket.
  void waiting(Backlog backlog) {
    log.put(Metric.REPLAY_BACKLOG_OBJECTS, backlog.objects())
        .put(Metric.REPLAY_BACKLOG_BYTES, backlog.bytes())
        .put(Metric.REPLAY_BACKLOG_AGE, backlog.oldestAge().toMillis());
  }

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

  /// The same for a replay, which has something to say about objects as well.
  void write(ReplayReport replay) {
    put(replay.delivery());
    switch (replay.end()) {
      case DONE, OUT_OF_TIME -> writeWell(replay);
      case LEASE_HELD -> log.succeededWith(replay.summary());
      case UNAVAILABLE -> log.failed(replay.summary());
    }
  }

  private void writeWell(ReplayReport replay) {
    if (replay.left().isEmpty() && replay.problem().isEmpty()) {
      log.succeeded();
    } else {
      log.succeededWith(replay.summary());
    }
  }

  /// The same for a poll, which also says how polling stands.
  void write(PollReport poll) {
    put(poll.delivery());
    log.put(Metric.POLL_LAG, poll.lag().toMillis())
        .put(Metric.LATE_EVENTS, poll.counts().late())
        .put(Metric.POLL_REQUESTS, poll.counts().requests())
        .put(Metric.POLL_THROTTLES, poll.counts().throttled())
        .put(Metric.POLL_FAILURES, poll.failuresByReason())
        .put(Metric.POLL_BYTES_SCANNED, poll.counts().bytesScanned())
        .put(Metric.POLL_REPAIRED_MINUTES, poll.counts().repaired());
    switch (poll.end()) {
      case DONE, OUT_OF_TIME -> writeWell(poll);
      case LEASE_HELD -> log.succeededWith(poll.summary());
      case UNAVAILABLE, CHECKPOINTS -> log.failed(poll.summary());
    }
  }

  private void writeWell(PollReport poll) {
    if (poll.failuresByReason().isEmpty() && poll.end() == PollReport.End.DONE) {
      log.succeeded();
    } else {
      log.succeededWith(poll.summary());
    }
  }

  /// The same for a run of the subscribe function, which forwards nothing.
  ///
  /// @param all whether all log groups were looked at
  void write(SubscribeReport report, boolean all) {
    if (all && report.end() == SubscribeReport.End.DONE) {
      log.put(Metric.GROUPS_SUBSCRIBED, report.pushed()).put(Metric.GROUPS_SKIPPED, report.skips());
    }
    log.put(Metric.FILTERS_CHANGED, report.with(SubscribeReport.Result.DONE))
        .put(Metric.SUBSCRIBE_FAILURES, report.with(SubscribeReport.Result.FAILED));
    switch (report.end()) {
      case DONE, OUT_OF_TIME -> writeWell(report);
      case UNAVAILABLE -> log.failed(report.summary());
    }
  }

  private void writeWell(SubscribeReport report) {
    boolean well =
        report.end() == SubscribeReport.End.DONE
            && report.problem().isEmpty()
            && report.with(SubscribeReport.Result.FAILED) == 0;
    if (well) {
      log.succeeded(report.summary());
    } else {
      log.succeededWith(report.summary());
    }
  }

  private void put(Delivery delivery) {
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
  }
}
