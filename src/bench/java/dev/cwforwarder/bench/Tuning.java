package dev.cwforwarder.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// CPU and peak memory by the memory of the function, which determines its heap.
///
/// @param report of [#cases]
record Tuning(Report report) {
  private static final List<Integer> MEMORY = List.of(256, 512, 1_024, 1_769, 3_008);
  private static final int SMALL = 20;
  private static final int LARGE = 3_400;
  private static final int LARGEST = 20_000;

  static List<BenchmarkCase> cases(Subject candidate, Mode mode, boolean quick) {
    List<BenchmarkCase> cases = new ArrayList<>();
    for (int memory : MEMORY) {
      for (int events : List.of(SMALL, LARGE, LARGEST)) {
        cases.add(
            BenchmarkCase.mixed(candidate, Workload.of(mode, events, quick).withMemory(memory)));
      }
    }
    return cases;
  }

  /// The date and machine, and a table. docs/scale.md calculates the cost from it.
  String text() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "memory, MB",
            "CPU per event, 20 events, µs",
            "3,400 events, µs",
            "20,000 events, µs",
            "peak memory, 20 events, MB",
            "3,400 events, MB",
            "20,000 events, MB"));
    for (int memory : MEMORY) {
      List<String> row = new ArrayList<>(List.of("%,d".formatted(memory)));
      for (ToDoubleFunction<Sample> figure :
          List.<ToDoubleFunction<Sample>>of(Sample::cpuMicrosPerEvent, Sample::peakMegabytes)) {
        for (int events : List.of(SMALL, LARGE, LARGEST)) {
          row.add(median(memory, events, figure));
        }
      }
      rows.add(row);
    }
    return report.head() + "\n" + AlignedTable.of(rows);
  }

  private String median(int memory, int events, ToDoubleFunction<Sample> figure) {
    return report.results().stream()
        .filter(result -> result.memoryMegabytes() == memory && result.events() == events)
        .map(result -> Spread.number(result.median(figure)))
        .findFirst()
        .orElse("–");
  }
}
