package dev.cwforwarder.bench;

import dev.cwforwarder.local.lambda.ProjectRoot;
import dev.cwforwarder.local.lambda.RuntimeFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// All measurements of one call. The subjects take turns, so that other load on the machine affects
/// all of them equally.
///
/// @param quick whether to send only a fifth of the payloads
/// @param beside another package of the function to compare with, if any
/// @param core the only core that functions may use; empty for all cores
record Series(
    List<Mode> modes,
    List<Integer> events,
    int runs,
    boolean quick,
    @Nullable Path beside,
    OptionalInt core) {
  private static final int DIFFERENT_PAYLOADS = 8;

  /// @throws FailedRunException at the first run without valid figures
  Report measure(String options) throws IOException, InterruptedException, FailedRunException {
    Machine machine = Machine.current(core);
    List<Turn> turns = turns();
    List<Double> calibrations = new ArrayList<>();
    calibrations.add(Calibration.microsPerEvent());
    Turn.log("warming up the benchmark");
    Sample _ = turns.getFirst().measure();
    List<Turn> order = new ArrayList<>(turns);
    for (int run = 1; run <= runs; run++) {
      for (int i = 0; i < order.size(); i++) {
        order.get(i).run("run %d of %d, %d of %d".formatted(run, runs, i + 1, order.size()));
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
        turns.stream().map(Turn::result).toList());
  }

  private List<Subject> subjects() throws IOException {
    Path root = ProjectRoot.find();
    RuntimeFolder.prepare(root);
    Packages packages = new Packages(root);
    List<Subject> subjects = new ArrayList<>();
    subjects.add(packages.candidate());
    if (beside != null) {
      subjects.add(Subject.forwarder(beside.toString(), beside));
    }
    subjects.add(packages.baseline());
    subjects.add(packages.bare());
    return subjects;
  }

  private List<Turn> turns() throws IOException {
    Map<Integer, List<String>> payloads = new HashMap<>();
    for (int count : events) {
      payloads.put(
          count,
          LongStream.range(0, DIFFERENT_PAYLOADS)
              .mapToObj(seed -> MixedPayload.event(seed, count))
              .toList());
    }
    List<Subject> subjects = subjects();
    List<Turn> turns = new ArrayList<>();
    for (Mode mode : modes) {
      for (int count : events) {
        for (Subject subject : subjects) {
          turns.add(new Turn(subject, Load.of(mode, count, quick), payloads.get(count), core));
        }
      }
    }
    return turns;
  }

  /// One subject with one load, measured repeatedly.
  private static final class Turn {
    private final Subject subject;
    private final Load load;
    private final List<String> payloads;
    private final OptionalInt core;
    private final List<Sample> samples = new ArrayList<>();

    Turn(Subject subject, Load load, @Nullable List<String> payloads, OptionalInt core) {
      this.subject = subject;
      this.load = load;
      this.payloads = payloads == null ? List.of() : payloads;
      this.core = core;
    }

    void run(String progress) throws IOException, InterruptedException, FailedRunException {
      log(progress + ": " + subject.name() + ", " + load.title());
      samples.add(measure());
    }

    Sample measure() throws IOException, InterruptedException, FailedRunException {
      return Measurement.run(subject, load, payloads, core);
    }

    Result result() {
      return new Result(subject.name(), load.mode(), load.events(), samples);
    }

    static void log(String progress) {
      System.err.println(progress);
    }
  }
}
