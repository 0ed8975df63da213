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
import dev.cwforwarder.wiring.BackfillCommand;
import dev.cwforwarder.wiring.PollWiring;
import dev.cwforwarder.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// Lambda entry point that reads log groups which cannot be subscribed, on a schedule.
///
/// The event is a [PollEvent]; the answer says what was done. It fails only when nothing can go on:
/// when ClickStack does not take it, or checkpoints cannot be kept. A log group that cannot be read
/// is a warning and a metric.
public final class PollHandler implements RequestStreamHandler {
  private final PollWiring parts;
  private final Wiring wiring;

  /// Kept: it knows what AWS throttled a minute ago.
  private @Nullable Poller poller;

  /// Reads the settings from the environment.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException naming every problem
  public PollHandler() throws IOException, CheckpointException {
    this.parts = PollWiring.of(System.getenv(), System.out);
    this.wiring = parts.wiring();
  }

  /// Polls, or orders a backfill.
  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    PollEvent asked = PollEvent.parse(event.readAllBytes(), wiring.clock().instant());
    Invocation invocation =
        Invocation.of(context, wiring.clock(), wiring.settings().deadlineMargin());
    try {
      if (asked.backfill().isPresent()) {
        order(asked.backfill().get());
      }
      poll(asked.shard(), invocation, answer);
    } catch (CheckpointException e) {
      wiring.log().error(String.valueOf(e.getMessage()));
      throw new IOException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void order(PollEvent.Backfill backfill) throws CheckpointException, IOException {
    BackfillCommand.place(
        parts.checkpoints(),
        wiring.settings().region(),
        backfill.group(),
        backfill.from(),
        backfill.to());
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
    report.write(poll);
    switch (poll.end()) {
      case DONE, OUT_OF_TIME, LEASE_HELD -> PollAnswer.write(poll, answer);
      case UNAVAILABLE, CHECKPOINTS -> throw new IOException(poll.summary());
    }
  }

  private synchronized Poller poller(Invocation invocation) {
    Poller kept = poller == null ? parts.poller(invocation.functionArn()) : poller;
    poller = kept;
    return kept;
  }
}
