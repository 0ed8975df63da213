package dev.cwforwarder.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.subscribe.Reconciler;
import dev.cwforwarder.subscribe.SubscribeAnswer;
import dev.cwforwarder.subscribe.SubscribeProgress;
import dev.cwforwarder.subscribe.SubscribeReport;
import dev.cwforwarder.telemetry.Log;
import dev.cwforwarder.wiring.SubscribeWiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;

/// Lambda entry point that keeps log groups subscribed, on a schedule and when one is made.
///
/// The event is a [SubscribeEvent]; the answer says what was changed. It fails only when nothing
/// can go on. A log group that cannot be subscribed is a warning and a metric.
public final class SubscribeHandler implements RequestStreamHandler {
  private static final Duration MARGIN = Duration.ofSeconds(2);

  /// One line each; a run over thousands of groups must not flood its own log.
  private static final int MOST_WARNINGS = 20;

  private final Clock clock = Clock.systemUTC();
  private final Log log = new Log(System.out, clock);
  private final SubscribeWiring parts;

  /// Reads the settings from the environment.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException naming every problem
  public SubscribeHandler() throws IOException {
    this.parts = SubscribeWiring.of(System.getenv());
  }

  /// Subscribes what is wanted, and takes back what is not.
  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    SubscribeEvent asked = SubscribeEvent.parse(event.readAllBytes());
    Invocation invocation = Invocation.of(context, clock, MARGIN);
    try {
      Reconciler.Order order = parts.order(asked.group(), !asked.plan());
      SubscribeReport report =
          parts.reconciler().run(order, invocation.deadline(), SubscribeProgress.NONE);
      warn(report);
      new InvocationReport(invocation, log, clock).write(report, asked.group().isEmpty());
      if (report.end() == SubscribeReport.End.UNAVAILABLE) {
        throw new IOException(report.summary());
      }
      SubscribeAnswer.write(report, asked.plan(), answer);
    } catch (CheckpointException e) {
      log.error(String.valueOf(e.getMessage()));
      throw new IOException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void warn(SubscribeReport report) {
    report.outcomes().stream()
        .filter(outcome -> outcome.result() == SubscribeReport.Result.FAILED)
        .limit(MOST_WARNINGS)
        .forEach(outcome -> log.warn(outcome.message()));
    report.gaps().stream()
        .limit(MOST_WARNINGS)
        .forEach(
            gap ->
                log.warn(
                    "%s is subscribed; what came in from %s to %s is not fetched, since polling is off"
                        .formatted(gap.group().name(), gap.from(), gap.to())));
  }
}
