package dev.cwforwarder.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.poll.PollAnswer;
import dev.cwforwarder.poll.PollLoop;
import dev.cwforwarder.poll.PollPlan;
import dev.cwforwarder.poll.PollProgress;
import dev.cwforwarder.poll.PollReport;
import dev.cwforwarder.poll.Poller;
import dev.cwforwarder.poll.Retention;
import dev.cwforwarder.telemetry.InvocationLog;
import dev.cwforwarder.telemetry.Metric;
import dev.cwforwarder.wiring.Backfills;
import dev.cwforwarder.wiring.PollWiring;
import dev.cwforwarder.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// Lambda entry point that reads log groups that cannot be subscribed, on a schedule.
///
/// The event is a [PollEvent]; the answer summarizes the run. It fails only when no source can make
/// progress: when ClickStack is unavailable, or checkpoints cannot be written. A log group that
/// cannot be read causes a warning and a metric.
public final class PollHandler implements RequestStreamHandler {
  private final PollWiring parts;
  private final Wiring wiring;

  /// Reused between invocations: it remembers what AWS throttled.
  private @Nullable Poller poller;

  /// Reads the settings from the environment.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException listing every problem
  public PollHandler() throws IOException, CheckpointException {
    this.parts = PollWiring.of(System.getenv(), System.out);
    this.wiring = parts.wiring();
  }

  /// Polls, after recording the backfill that the event requests, if any.
  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    byte[] bytes = event.readAllBytes();
    Invocation invocation = Invocation.of(context, wiring);
    if (SelfCheck.isRequestedBy(bytes)) {
      SelfCheck.answer(parts.probes(), invocation.deadline(), answer);
      return;
    }
    PollEvent request = PollEvent.parse(bytes, wiring.clock().instant());
    try {
      if (request.backfill().isPresent()) {
        backfill(request.backfill().get());
      }
      poll(request.shard(), invocation, answer);
    } catch (CheckpointException e) {
      wiring.log().error(String.valueOf(e.getMessage()));
      throw new IOException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void backfill(PollEvent.Backfill range) throws CheckpointException, IOException {
    Backfills.request(
        parts.checkpoints(),
        range.includeExpired() ? Retention.UNLIMITED : parts.retention(),
        wiring.settings().region(),
        range.group(),
        range.from(),
        range.to());
  }

  private void poll(PollPlan.Shard shard, Invocation invocation, OutputStream answer)
      throws IOException, InterruptedException {
    InvocationReport report = new InvocationReport(invocation, wiring.log(), wiring.clock());
    PollReport poll =
        new PollLoop(poller(invocation), wiring.clock())
            .run(
                parts.plan(invocation.functionArn(), shard),
                parts.interval(),
                invocation.deadline(),
                PollProgress.NONE);
    write(poll, report);
    switch (poll.end()) {
      case DONE, OUT_OF_TIME, LEASE_HELD -> PollAnswer.write(poll, answer);
      case UNAVAILABLE, CHECKPOINTS -> throw new IOException(poll.summary());
    }
  }

  private static void write(PollReport poll, InvocationReport report) {
    InvocationLog log =
        report
            .put(poll.delivery())
            .put(Metric.POLL_LAG, poll.lag().toMillis())
            .put(Metric.LATE_EVENTS, poll.counts().late())
            .put(Metric.POLL_REQUESTS, poll.counts().requests())
            .put(Metric.POLL_THROTTLES, poll.counts().throttled())
            .put(Metric.POLL_FAILURES, poll.failuresByReason())
            .put(Metric.POLL_BYTES_SCANNED, poll.counts().bytesScanned())
            .put(Metric.POLL_REPAIRED_MINUTES, poll.counts().repaired());
    writeOutcome(poll, log);
  }

  private static void writeOutcome(PollReport poll, InvocationLog log) {
    boolean failures = !poll.failuresByReason().isEmpty();
    switch (poll.end()) {
      case UNAVAILABLE, CHECKPOINTS -> log.failed(poll.summary());
      case OUT_OF_TIME, LEASE_HELD -> log.succeededWith(poll.summary());
      case DONE -> {
        if (failures) {
          log.succeededWith(poll.summary());
        } else {
          log.succeeded();
        }
      }
    }
  }

  private synchronized Poller poller(Invocation invocation) {
    Poller current = poller == null ? parts.poller(invocation.functionArn()) : poller;
    poller = current;
    return current;
  }
}
