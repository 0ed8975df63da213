package dev.cwforwarder;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.bench.MixedPayload;
import dev.cwforwarder.bench.PublishedTables;
import dev.cwforwarder.testing.MarkdownTable;
import dev.cwforwarder.testing.Project;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The calculated tables of `docs/scale.md` follow from measured figures and from the prices of
/// `docs/cost.md`. After new measurements, `-Dtest=ScaleTest -Dscale.update=true` calculates them
/// again.
final class ScaleTest {
  private static final String PAGE = "docs/scale.md";
  private static final int ONE_CORE_MEGABYTES = 1_769;
  private static final double SECONDS_A_DAY = 86_400;
  private static final int DAYS = 30;
  private static final int HOURS_A_MONTH = 720;
  private static final double GIGABYTE = 1e9;

  private final Map<String, Double> constants = constants();

  @Test
  void theCostByMemoryFollowsFromTheMeasurement() throws IOException {
    StringBuilder table = new StringBuilder();
    table
        .append(
            "| memory | share of a core | 20 events, ms | dollars | 3,400 events, ms | dollars |")
        .append(" largest peak |\n|---|---|---|---|---|---|---|\n");
    for (List<String> row : measured()) {
      double memory = number(row.get(0));
      Invocation small = new Invocation(20, number(row.get(1)), memory);
      Invocation large = new Invocation(3_400, number(row.get(2)), memory);
      table.append(
          "| %,.0f MB | %.0f %% | %.0f | %.2f | %.0f | %.2f | %.0f %% |\n"
              .formatted(
                  memory,
                  100 * Math.min(1, memory / ONE_CORE_MEGABYTES),
                  small.millis(),
                  small.perBillionEvents(),
                  large.millis(),
                  large.perBillionEvents(),
                  100 * number(row.get(6)) / memory));
    }
    assertBlock("cost by memory", table.toString());
  }

  @Test
  void theMinimumIsTheSmallestSizeOfWhichLargePayloadsLeaveHalf() {
    List<Double> enough =
        measured().stream()
            .filter(row -> number(row.get(6)) < number(row.getFirst()) / 2)
            .map(row -> number(row.getFirst()))
            .toList();

    assertThat(Project.text("template.yaml"))
        .contains(
            "MemoryMegabytes:\n    Type: Number\n    Default: 1024\n    MinValue: %.0f\n"
                .formatted(enough.getFirst()));
  }

  @ParameterizedTest
  @CsvSource({"large, 3400", "small, 20"})
  void theCompressedSizesAreThoseOfTheBenchmark(String kind, int events) throws IOException {
    String event = MixedPayload.event(1, events);
    String data = new ObjectMapper().readTree(event).at("/awslogs/data").asText();

    assertThat((double) Base64.getDecoder().decode(data).length)
        .as("the versions of zlib differ by some bytes")
        .isCloseTo(constant("bytes of a %s payload, gzip".formatted(kind)), withPercentage(1));
  }

  @Test
  void thePricesOfKinesisAreThoseOfTheCostPage() {
    assertThat(Project.text("docs/cost.md"))
        .contains(
            "%.2f an hour for the stream, %.2f per GB written and %.2f per GB read"
                .formatted(
                    constant("price per hour of a stream"),
                    constant("price per GB written"),
                    constant("price per GB read")));
  }

  @Test
  void theBatchSizeIsTheTemplatesDefault() {
    assertThat(Project.text("template.yaml"))
        .contains(
            "KinesisBatchSize:\n    Type: Number\n    Default: %.0f\n"
                .formatted(constant("payloads of a batch")));
  }

  @Test
  void aTerabyteADayFollowsFromTheFigures() throws IOException {
    int batch = (int) constant("payloads of a batch");
    List<Plan> plans =
        List.of(new Plan("large", 1), new Plan("small", 1), new Plan("small", batch));
    StringBuilder table = new StringBuilder();
    table
        .append(
            "| a terabyte a day | large payloads | small payloads | small payloads, Kinesis |\n")
        .append("|---|---|---|---|\n");
    List<Map<String, String>> columns = plans.stream().map(Plan::rows).toList();
    for (String name : Plan.NAMES) {
      table.append("| ").append(name).append(" |");
      columns.forEach(column -> table.append(" ").append(column.get(name)).append(" |"));
      table.append("\n");
    }
    assertBlock("terabyte", table.toString());
  }

  /// One invocation of the function.
  private final class Invocation {
    private final int events;
    private final double cpuMicrosPerEvent;
    private final double memory;

    Invocation(int events, double cpuMicrosPerEvent, double memory) {
      this.events = events;
      this.cpuMicrosPerEvent = cpuMicrosPerEvent;
      this.memory = memory;
    }

    /// As docs/cost.md calculates it.
    double millis() {
      double cpuMillis = cpuMicrosPerEvent * events / 1_000;
      return Math.ceil(
          cpuMillis * Math.max(1, ONE_CORE_MEGABYTES / memory)
              + constant("time until ClickStack answers"));
    }

    double duration() {
      return millis() / 1_000 * memory / 1_024 * constant("price per GB-second");
    }

    double perBillionEvents() {
      return 1e9 / events * (duration() + constant("price per million requests") / 1e6);
    }
  }

  /// What a terabyte a day needs.
  private final class Plan {
    static final List<String> NAMES =
        List.of(
            "events a second",
            "payloads a second",
            "invocations a second",
            "ms of an invocation",
            "concurrent invocations, on average and at the peak",
            "shards of the stream at the peak",
            "MB a second to ClickStack",
            "cores of collectors, on average and at the peak",
            "a month: duration",
            "a month: requests",
            "a month: own logs",
            "a month: data out",
            "a month: Kinesis",
            "**a month**");

    private final String kind;
    private final int batch;
    private final double payloads;
    private final double events;
    private final Invocation invocation;

    /// @param batch payloads of one invocation; with more than one, they come from a stream
    Plan(String kind, int batch) {
      this.kind = kind;
      this.batch = batch;
      this.payloads =
          constant("bytes a day")
              / constant("bytes of a %s payload".formatted(kind))
              / SECONDS_A_DAY;
      double eventsEach = constant("events in a %s payload".formatted(kind));
      this.events = payloads * eventsEach;
      this.invocation =
          new Invocation(
              (int) (eventsEach * batch),
              constant("CPU per event, %s payloads".formatted(sizeOfRequests())),
              constant("memory"));
    }

    /// A batch of small payloads makes large requests.
    private String sizeOfRequests() {
      return batch > 1 ? "large" : kind;
    }

    Map<String, String> rows() {
      double invocations = payloads / batch;
      double concurrent = invocations * invocation.millis() / 1_000;
      double cores =
          events * constant("CPU of a collector, %s requests".formatted(sizeOfRequests())) / 1e6;
      double bytesSent =
          events
              * constant("bytes sent for a %s payload".formatted(sizeOfRequests()))
              / constant("events in a %s payload".formatted(sizeOfRequests()));
      Map<String, String> rows = new HashMap<>();
      rows.put("events a second", "%,.0f".formatted(events));
      rows.put("payloads a second", "%,.0f".formatted(payloads));
      rows.put("invocations a second", "%,.1f".formatted(invocations));
      rows.put("ms of an invocation", "%.0f".formatted(invocation.millis()));
      rows.put("concurrent invocations, on average and at the peak", both(concurrent));
      rows.put("shards of the stream at the peak", batch > 1 ? "%.0f".formatted(shards()) : "–");
      rows.put("MB a second to ClickStack", "%.1f".formatted(bytesSent / 1e6));
      rows.put("cores of collectors, on average and at the peak", both(cores));
      costs(rows, invocations, bytesSent);
      return rows;
    }

    private void costs(Map<String, String> rows, double invocations, double bytesSent) {
      double seconds = DAYS * SECONDS_A_DAY;
      double total = invocations * seconds;
      List<Double> costs = new ArrayList<>();
      costs.add(total * invocation.duration());
      costs.add(total * constant("price per million requests") / 1e6);
      costs.add(
          total
              * constant("bytes logged per invocation")
              / GIGABYTE
              * constant("price per GB ingested"));
      costs.add(bytesSent * seconds / GIGABYTE * constant("price per GB out"));
      costs.add(batch > 1 ? kinesis(seconds) : 0);
      List<String> names = NAMES.subList(NAMES.size() - 1 - costs.size(), NAMES.size() - 1);
      for (int i = 0; i < costs.size(); i++) {
        rows.put(names.get(i), costs.get(i) == 0 ? "–" : "%,.0f".formatted(costs.get(i)));
      }
      double sum = costs.stream().mapToDouble(Double::doubleValue).sum();
      rows.put("**a month**", "**%,.0f**".formatted(sum));
    }

    private double gzippedBytesPerSecond() {
      return payloads * constant("bytes of a %s payload, gzip".formatted(kind));
    }

    private double shards() {
      double peak = constant("peak");
      return Math.ceil(
          Math.max(
              peak * payloads / constant("records a second of a shard"),
              peak * gzippedBytesPerSecond() / constant("bytes a second of a shard")));
    }

    private double kinesis(double seconds) {
      return HOURS_A_MONTH * constant("price per hour of a stream")
          + gzippedBytesPerSecond()
              * seconds
              / GIGABYTE
              * (constant("price per GB written") + constant("price per GB read"));
    }

    private String both(double average) {
      return "%,.1f, %,.1f".formatted(average, average * constant("peak"));
    }
  }

  private static List<List<String>> measured() {
    return MarkdownTable.of(PAGE, "memory, MB").rows();
  }

  private static double number(String cell) {
    return Double.parseDouble(cell.replace(",", ""));
  }

  private double constant(String name) {
    return requireNonNull(constants.get(name), name);
  }

  private static Map<String, Double> constants() {
    Map<String, Double> all =
        new HashMap<>(CostTest.constants("docs/cost.md", List.of("constant")));
    all.putAll(CostTest.constants(PAGE, List.of("input")));
    return all;
  }

  /// Compares, or updates, the text between two comments of the page.
  private static void assertBlock(String name, String expected) throws IOException {
    if (Boolean.getBoolean("scale.update")) {
      PublishedTables.replace(name, expected);
      return;
    }
    assertThat(PublishedTables.read(name))
        .as("%s; after new measurements: -Dtest=ScaleTest -Dscale.update=true", PAGE)
        .isEqualTo(expected);
  }
}
