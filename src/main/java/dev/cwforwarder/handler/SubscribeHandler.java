package dev.cwforwarder.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.subscribe.SubscribeAnswer;
import dev.cwforwarder.subscribe.SubscribeProgress;
import dev.cwforwarder.subscribe.SubscribeReport;
import dev.cwforwarder.telemetry.InvocationLog;
import dev.cwforwarder.telemetry.Log;
import dev.cwforwarder.telemetry.Metric;
import dev.cwforwarder.wiring.SubscribeWiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;

/// Lambda entry point that reconciles the subscriptions of log groups, on a schedule and when a log
/// group is created.
///
/// The event is a [SubscribeEvent]; the answer lists the changes. It fails only when no log group
/// can be processed. A log group that cannot be subscribed causes a warning and a metric.
public final class SubscribeHandler implements RequestStreamHandler {
  private static final Duration MARGIN = Duration.ofSeconds(2);

  /// Limit of warnings of each kind: a run over thousands of groups must not flood its own log.
  private static final int MAX_WARNINGS = 20;

  private final Clock clock = Clock.systemUTC();
  private final Log log = new Log(System.out, clock);
  private final SubscribeWiring parts;

  /// Reads the settings from the environment.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException listing every problem
  public SubscribeHandler() throws IOException {
    this.parts = SubscribeWiring.of(System.getenv());
  }

  /// Creates, changes and removes filters until they match the desired state.
  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    byte[] bytes = event.readAllBytes();
    Invocation invocation = Invocation.of(context, clock, MARGIN);
    if (SelfCheck.isRequestedBy(bytes)) {
      SelfCheck.answer(parts.probes(), invocation.deadline(), answer);
      return;
    }
    SubscribeEvent request = SubscribeEvent.parse(bytes);
    if (request.isNothing()) {
      log.info("the event names no log group: nothing to do");
      return;
    }
    reconcile(request, invocation, answer);
  }

  private void reconcile(SubscribeEvent request, Invocation invocation, OutputStream answer)
      throws IOException {
    try {
      SubscribeReport report =
          parts
              .reconciler()
              .run(
                  parts.request(request.group(), !request.plan()),
                  invocation.deadline(),
                  SubscribeProgress.NONE);
      warn(report);
      write(report, request.group().isEmpty(), new InvocationReport(invocation, log, clock).log());
      if (report.end() == SubscribeReport.End.UNAVAILABLE) {
        throw new IOException(report.summary());
      }
      SubscribeAnswer.write(report, request.plan(), answer);
    } catch (CheckpointException e) {
      log.error(String.valueOf(e.getMessage()));
      throw new IOException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// @param all whether the run included all log groups
  private static void write(SubscribeReport report, boolean all, InvocationLog line) {
    boolean done = report.end() == SubscribeReport.End.DONE;
    long failed = report.failed();
    if (all && done) {
      line.put(Metric.GROUPS_SUBSCRIBED, report.pushed())
          .put(Metric.GROUPS_SKIPPED, report.skips());
    }
    line.put(Metric.FILTERS_CHANGED, report.with(SubscribeReport.Result.DONE))
        .put(Metric.SUBSCRIBE_FAILURES, failed);
    if (report.end() == SubscribeReport.End.UNAVAILABLE) {
      line.failed(report.summary());
    } else if (done && report.problem().isEmpty() && failed == 0) {
      line.succeeded(report.summary());
    } else {
      line.succeededWith(report.summary());
    }
  }

  private void warn(SubscribeReport report) {
    report.outcomes().stream()
        .filter(outcome -> outcome.result() == SubscribeReport.Result.FAILED)
        .limit(MAX_WARNINGS)
        .forEach(outcome -> log.warn(outcome.message()));
    report.gaps().stream()
        .limit(MAX_WARNINGS)
        .forEach(
            gap ->
                log.warn(
                    "%s is subscribed; events from %s to %s are not fetched, because polling is off"
                        .formatted(gap.group().name(), gap.from(), gap.to())));
  }
}
