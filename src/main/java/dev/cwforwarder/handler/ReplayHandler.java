package dev.cwforwarder.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cwforwarder.forward.UndeliveredException;
import dev.cwforwarder.replay.Backlog;
import dev.cwforwarder.replay.BucketException;
import dev.cwforwarder.replay.DryRun;
import dev.cwforwarder.replay.Progress;
import dev.cwforwarder.replay.ReplayAnswer;
import dev.cwforwarder.replay.ReplayReport;
import dev.cwforwarder.replay.ReplayRequest;
import dev.cwforwarder.telemetry.InvocationLog;
import dev.cwforwarder.telemetry.Metric;
import dev.cwforwarder.wiring.ReplayWiring;
import dev.cwforwarder.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Lambda entry point that delivers the content of the failure bucket, on a schedule or on request.
///
/// The event is a [ReplayEvent]; the answer summarizes the run.
public final class ReplayHandler implements RequestStreamHandler {
  private final ReplayWiring parts;
  private final Wiring wiring;

  /// Reads the settings from the environment.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException listing every problem
  public ReplayHandler() throws BucketException {
    this.parts = ReplayWiring.of(System.getenv(), System.out);
    this.wiring = parts.wiring();
  }

  /// Replays the objects that `event` selects.
  ///
  /// @throws UndeliveredException when ClickStack is unavailable: everything undelivered is still
  ///   in the bucket
  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    byte[] bytes = event.readAllBytes();
    Invocation invocation = Invocation.of(context, wiring);
    if (SelfCheck.isRequestedBy(bytes)) {
      SelfCheck.answer(parts.probes(), invocation.deadline(), answer);
      return;
    }
    ReplayEvent request = ReplayEvent.parse(bytes, parts.disposal());
    try {
      if (request.dryRun()) {
        ReplayAnswer.write(
            DryRun.of(parts.bucket(), parts.reader(), request.request(), invocation.deadline()),
            answer);
      } else {
        replay(request.request(), invocation, answer);
      }
    } catch (BucketException e) {
      wiring.log().error(String.valueOf(e.getMessage()));
      throw new IOException(e.getMessage(), e);
    }
  }

  private void replay(ReplayRequest request, Invocation invocation, OutputStream answer)
      throws BucketException, IOException {
    ReplayReport replay =
        parts.replayer(invocation.functionArn()).run(request, invocation.deadline(), Progress.NONE);
    Backlog backlog = Backlog.of(parts.bucket(), wiring.clock());
    write(replay, backlog, new InvocationReport(invocation, wiring.log(), wiring.clock()));
    if (replay.end() == ReplayReport.End.UNAVAILABLE) {
      throw new UndeliveredException(replay.summary());
    }
    ReplayAnswer.write(replay, answer);
  }

  private static void write(ReplayReport replay, Backlog backlog, InvocationReport report) {
    InvocationLog log =
        report
            .put(replay.delivery())
            .put(Metric.REPLAY_BACKLOG_OBJECTS, backlog.objects())
            .put(Metric.REPLAY_BACKLOG_BYTES, backlog.bytes())
            .put(Metric.REPLAY_BACKLOG_AGE, backlog.oldestAge().toMillis());
    switch (replay.end()) {
      case DONE, OUT_OF_TIME -> {
        if (replay.left().isEmpty() && replay.problem().isEmpty()) {
          log.succeeded();
        } else {
          log.succeededWith(replay.summary());
        }
      }
      case LEASE_HELD -> log.succeededWith(replay.summary());
      case UNAVAILABLE -> log.failed(replay.summary());
    }
  }
}
