package dev.cwforwarder.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.telemetry.Log;
import dev.cwforwarder.testing.Records;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InvocationReportTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:10Z");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void impossibleTimesDoNotCountAsTheNewestEvent() {
    long tenSecondsAgo = NOW.minusSeconds(10).toEpochMilli();

    report(new LogEvent("a", tenSecondsAgo, "m"), new LogEvent("b", Long.MAX_VALUE, "m"));

    assertThat(line()).contains("\"DeliveryLag\":10000");
  }

  @Test
  void batchOfImpossibleTimesHasNoDeliveryLag() {
    report(new LogEvent("a", -1, "m"));

    assertThat(line()).contains("\"EventsReceived\":0").doesNotContain("DeliveryLag");
  }

  private void report(LogEvent... events) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    Log log = new Log(new PrintStream(out, true, StandardCharsets.UTF_8), clock);
    Invocation invocation =
        new Invocation("forwarder", "arn", "request", Deadline.in(Duration.ofSeconds(1), clock));
    InvocationReport report = new InvocationReport(invocation, log, clock);
    report.observe(new LogBatch(Records.SOURCE, List.of(events)));
    report.write(Delivery.NONE);
  }

  private String line() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
