package dev.cwforwarder.bench;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/// All measurements of one call. The subjects take turns, so that other load on the machine affects
/// all of them equally.
///
/// @param core the only core that functions may use; empty for all cores
record Series(List<BenchmarkCase> cases, int runs, OptionalInt core) {
  Series {
    cases = List.copyOf(cases);
  }

  /// @param options the options of the call, for the report
  /// @throws FailedRunException at the first run without valid figures
  Report measure(String options) throws IOException, InterruptedException, FailedRunException {
    Machine machine = Machine.current(core);
    List<Double> calibrations = new ArrayList<>();
    calibrations.add(Calibration.microsPerEvent());
    System.err.println("warming up the benchmark");
    Sample _ = cases.getFirst().measure(core);
    List<BenchmarkCase> order = new ArrayList<>(cases);
    for (int run = 1; run <= runs; run++) {
      for (int i = 0; i < order.size(); i++) {
        order.get(i).run("run %d of %d, %d of %d".formatted(run, runs, i + 1, order.size()), core);
      }
      Collections.rotate(order, 1);
      calibrations.add(Calibration.microsPerEvent());
    }
    double[] all = calibrations.stream().mapToDouble(Double::doubleValue).toArray();
    return new Report(
        LocalDate.now(ZoneOffset.UTC).toString(),
        options,
        machine,
        Spread.of(all).median(),
        cases.stream().map(BenchmarkCase::result).toList());
  }
}
