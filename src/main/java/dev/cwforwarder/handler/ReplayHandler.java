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
import dev.cwforwarder.wiring.ReplayWiring;
import dev.cwforwarder.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Lambda entry point that sends again what could not be delivered, on a schedule or by hand.
///
/// The event is a [ReplayEvent]; the answer says what was done.
public final class ReplayHandler implements RequestStreamHandler {
  private final ReplayWiring parts;
  private final Wiring wiring;

  /// Reads the settings from the environment.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException naming every problem
  public ReplayHandler() throws BucketException {
    this.parts = ReplayWiring.of(System.getenv(), System.out);
    this.wiring = parts.wiring();
  }

  /// Replays what `event` asks for.
  ///
  /// @throws UndeliveredException when ClickStack does not take it: all of it is still in the
  ///   bucket
  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    ReplayEvent asked = ReplayEvent.parse(event.readAllBytes(), parts.disposal());
    Invocation invocation =
        Invocation.of(context, wiring.clock(), wiring.settings().deadlineMargin());
    try {
      if (asked.dryRun()) {
        ReplayAnswer.write(
            DryRun.of(parts.bucket(), parts.reader(), asked.request(), invocation.deadline()),
            answer);
      } else {
        replay(asked, invocation, answer);
      }
    } catch (BucketException e) {
      wiring.log().error(String.valueOf(e.getMessage()));
      throw new IOException(e.getMessage(), e);
    }
  }

  private void replay(ReplayEvent asked, Invocation invocation, OutputStream answer)
      throws BucketException, IOException {
    InvocationReport report = new InvocationReport(invocation, wiring.log(), wiring.clock());
    ReplayReport replay =
        parts
            .replayer(invocation.functionArn())
            .run(asked.request(), invocation.deadline(), Progress.NONE);
    report.waiting(Backlog.of(parts.bucket(), wiring.clock()));
    report.write(replay);
    if (replay.end() == ReplayReport.End.UNAVAILABLE) {
      throw new UndeliveredException(replay.summary());
    }
    ReplayAnswer.write(replay, answer);
  }
}
