package dev.cwforwarder.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.bench.MixedPayload;
import dev.cwforwarder.testing.otlp.ClickHouseProcess;
import dev.cwforwarder.testing.otlp.CollectorProcess;
import dev.cwforwarder.testing.time.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The CPU of a collector for each event, with ClickStack's batches, in `target/collector-cpu.md`.
/// docs/scale.md uses it. The collector also writes a file, which ClickStack's does not.
@Tag("collector")
final class CollectorCpuTest {
  private static final String KEY = "ingestion-key";
  private static final int WARM_UP = 10_000;

  private static ClickHouseProcess clickhouse;
  private static CollectorProcess collector;

  @BeforeAll
  static void start() {
    clickhouse = ClickHouseProcess.start();
    collector = CollectorProcess.startWithBatches(KEY, clickhouse);
  }

  @AfterAll
  static void stop() {
    collector.close();
    clickhouse.close();
  }

  @Test
  void everyEventArrivesAndItsCpuIsWritten() throws IOException {
    double _ = micros(20, WARM_UP);
    double large = micros(3_400, 68_000);
    double small = micros(20, 20_000);

    Files.writeString(
        Path.of("target/collector-cpu.md"),
        "large requests: %.1f µs per event, small requests: %.1f µs per event%n"
            .formatted(large, small));
    assertThat(large).isPositive();
  }

  /// Pushes payloads until `total` events are in ClickHouse, or more, if a slow answer was retried.
  /// Returns the collector's CPU for each.
  private static double micros(int events, int total) {
    PushPath push = new PushPath(collector.endpoint(), KEY);
    long before = rows();
    Duration cpu = collector.cpu();
    for (int i = 0; i < total / events; i++) {
      push.handle(MixedPayload.event(i % 8, events).getBytes(UTF_8));
    }
    Waiting.until(() -> rows() >= before + total, () -> "%,d rows".formatted(rows()));
    return collector.cpu().minus(cpu).toNanos() / 1e3 / (rows() - before);
  }

  private static long rows() {
    return clickhouse.query("SELECT count() AS n FROM otel_logs").getFirst().path("n").asLong();
  }
}
