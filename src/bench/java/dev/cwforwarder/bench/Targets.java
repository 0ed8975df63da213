package dev.cwforwarder.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The performance targets of the forwarder, and whether they are met. The targets are not
/// enforced, since figures depend on the machine and its load.
record Targets(Report report) {
  /// One line per target that was measured.
  List<String> verdicts() {
    List<String> verdicts = new ArrayList<>();
    cpu(Mode.TIERED, 3_400, 3.5).ifPresent(verdicts::add);
    cpu(Mode.TIERED, 3_400, 2.9).ifPresent(verdicts::add);
    for (Mode mode : List.of(Mode.C1, Mode.TIERED)) {
      cpu(mode, 20, 30).ifPresent(verdicts::add);
      cpu(mode, 20, 20).ifPresent(verdicts::add);
    }
    coldStart().ifPresent(verdicts::add);
    restore().ifPresent(verdicts::add);
    againstBaseline(Mode.TIERED).ifPresent(verdicts::add);
    againstBaseline(Mode.C1).ifPresent(verdicts::add);
    return verdicts;
  }

  private Optional<String> cpu(Mode mode, int events, double limit) {
    return cpuPerEvent(Subject.CANDIDATE, mode, events)
        .map(
            micros ->
                verdict(
                    micros <= limit,
                    "CPU per event, %s: %s µs, at most %s"
                        .formatted(load(mode, events), Spread.number(micros), limit)));
  }

  private Optional<String> coldStart() {
    return report
        .median(Subject.CANDIDATE, Mode.C1, 20, Sample::coldStartMillis)
        .map(
            millis ->
                verdict(
                    millis <= 400,
                    "cold start to the first response, %s: %s ms, at most 400"
                        .formatted(load(Mode.C1, 20), Spread.number(millis))));
  }

  private Optional<String> restore() {
    return report
        .median(Subject.CANDIDATE, Mode.SNAPSTART, 20, Sample::firstMillis)
        .map(
            millis ->
                verdict(
                    millis <= 40,
                    "restore to the first response, %s: %s ms, at most 40"
                        .formatted(load(Mode.SNAPSTART, 20), Spread.number(millis))));
  }

  private Optional<String> againstBaseline(Mode mode) {
    Optional<Double> own = cpuPerEvent(Subject.CANDIDATE, mode, 3_400);
    return cpuPerEvent(Subject.BASELINE, mode, 3_400)
        .filter(_ -> own.isPresent())
        .map(baseline -> baseline / own.orElseThrow())
        .map(
            times ->
                verdict(
                    times >= 4,
                    "less CPU than the stock pipeline, %s: %s times, at least 4"
                        .formatted(load(mode, 3_400), Spread.number(times))));
  }

  private Optional<Double> cpuPerEvent(String subject, Mode mode, int events) {
    return report.median(subject, mode, events, Sample::cpuMicrosPerEvent);
  }

  private static String load(Mode mode, int events) {
    return "%,d events, %s".formatted(events, mode.title());
  }

  private static String verdict(boolean met, String target) {
    return (met ? "met      " : "NOT met  ") + target;
  }
}
