package dev.cwforwarder.bench;

import dev.cwforwarder.bench.LinearFit.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// How CPU and memory grow with the size of a payload.
///
/// @param report of [#cases]
record Growth(Report report) {
  private static final List<Integer> EVENTS = List.of(20, 100, 500, 1_000, 3_400, 10_000, 20_000);
  private static final String MIXED = "mixed events";
  private static final String ONE_MESSAGE = "one message of 1 MB";
  private static final int MEGABYTE = 1_000_000;

  /// The events of a large payload, which has as many bytes as the one message.
  private static final int LARGE = 3_400;

  private static final int DIFFERENT_MESSAGES = 4;

  /// Payloads of 20 to 20,000 events, and of one message.
  static List<BenchmarkCase> cases(Subject candidate, Mode mode, boolean quick) {
    List<BenchmarkCase> cases = new ArrayList<>();
    Subject mixed = candidate.named(MIXED);
    for (int events : EVENTS) {
      cases.add(BenchmarkCase.mixed(mixed, Workload.warm(mode, events, quick)));
    }
    List<String> messages =
        IntStream.range(0, DIFFERENT_MESSAGES)
            .mapToObj(seed -> MixedPayload.oneMessage(seed, MEGABYTE))
            .toList();
    Workload workload = Workload.warm(mode, LARGE, quick).withEvents(1);
    cases.add(new BenchmarkCase(candidate.named(ONE_MESSAGE), workload, messages));
    return cases;
  }

  /// The date and machine, a table, and the lines that it follows.
  String text() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "events", "CPU, ms", "CPU per event, µs", "peak memory, MB", "sent per payload, KB"));
    for (Result result : report.results()) {
      rows.add(
          List.of(
              name(result),
              result.spread(cpuMillis(result)).text(),
              result.spread(Sample::cpuMicrosPerEvent).text(),
              result.spread(Sample::peakMegabytes).text(),
              result.spread(sample -> sample.bytesPerPayload() / 1024).text()));
    }
    return report.head() + "\n" + AlignedTable.of(rows) + "\n" + lines();
  }

  private String lines() {
    LinearFit cpu = LinearFit.through(cpu());
    LinearFit memory = LinearFit.through(memory());
    return """
    - CPU: %s ms and %s µs per event. No size differs from this line by more than %.0f %%.
    - Peak memory: %s MB and %s KB per event. No size differs from this line by more than %.0f %%.
    """
        .formatted(
            Spread.number(cpu.fixed()),
            Spread.number(cpu.perUnit() * 1_000),
            cpu.deviation(cpu()),
            Spread.number(memory.fixed()),
            Spread.number(memory.perUnit() * 1_024),
            memory.deviation(memory()));
  }

  /// The plot for `docs/images`.
  String svg() {
    return Plot.svg(
        List.of(new Plot("CPU of a payload, ms", cpu()), new Plot("peak memory, MB", memory())));
  }

  private List<Point> cpu() {
    return points(Growth::cpuMillis);
  }

  private List<Point> memory() {
    return points(_ -> Sample::peakMegabytes);
  }

  private List<Point> points(Function<Result, ToDoubleFunction<Sample>> figure) {
    return report.results().stream()
        .filter(result -> result.subject().equals(MIXED))
        .map(result -> new Point(result.events(), result.median(figure.apply(result))))
        .toList();
  }

  private static ToDoubleFunction<Sample> cpuMillis(Result result) {
    return sample -> sample.cpuMicrosPerEvent() * result.events() / 1_000;
  }

  private static String name(Result result) {
    return result.subject().equals(MIXED) ? "%,d".formatted(result.events()) : result.subject();
  }
}
