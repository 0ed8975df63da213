package dev.cwforwarder.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The figures of [SteadyLoad].
///
/// @param seconds from the first payload until 99 % were delivered; the others may wait for
///   Lambda's retries
/// @param p50Millis from the arrival of a payload to the end of its successful invocation, with
///   waiting for a process and retries
/// @param durationP50Millis of one invocation, from its delivery to its answer
/// @param throttled requests answered with 429
/// @param refused requests answered with 503
/// @param delayed requests answered after two seconds
/// @param stalled requests answered too late
/// @param retries requests that the function repeated
/// @param failedInvocations invocations that failed, which Lambda repeats
/// @param failedPayloads payloads whose last invocation failed
/// @param cpuMicrosPerEvent CPU time of all processes, after the first fifth of the time
/// @param missing records that have not arrived
/// @param duplicates records that arrived once more
record LoadReport(
    String date,
    Machine machine,
    int processes,
    int payloads,
    int events,
    double seconds,
    double p50Millis,
    double p99Millis,
    double maxMillis,
    double durationP50Millis,
    double durationP99Millis,
    int throttled,
    int refused,
    int delayed,
    int stalled,
    long retries,
    int failedInvocations,
    int failedPayloads,
    double cpuMicrosPerEvent,
    int missing,
    int duplicates) {
  /// The share of the payloads by which throughput is measured.
  static final double MOST = 0.99;

  LoadReport {
    requireNonNull(date, "date is null");
    requireNonNull(machine, "machine is null");
  }

  /// Whether everything has arrived.
  boolean isComplete() {
    return missing == 0 && failedPayloads == 0;
  }

  void write(Path file) throws IOException {
    Report.JSON.writeValue(file.toFile(), this);
  }

  /// The date, the machine and a table.
  String text() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("load", ""));
    rows.add(List.of("payloads, events", "%,d, %,d".formatted(payloads, events)));
    rows.add(List.of("processes", Integer.toString(processes)));
    double perSecond = MOST * events / seconds;
    rows.add(
        List.of(
            "throughput until 99 % are delivered",
            "%,.0f events/s, %,.0f s".formatted(perSecond, seconds)));
    addTimes(rows);
    rows.add(
        List.of(
            "requests answered with 429, with 503, after 2 s, too late",
            "%,d, %,d, %,d, %,d".formatted(throttled, refused, delayed, stalled)));
    rows.add(List.of("requests repeated by the function", count(retries)));
    rows.add(List.of("failed invocations, repeated by Lambda", count(failedInvocations)));
    rows.add(List.of("CPU per event", Spread.number(cpuMicrosPerEvent) + " µs"));
    rows.add(List.of("records missing", count(missing)));
    rows.add(List.of("records that arrived twice", count(duplicates)));
    return "%s. %s.\n\n".formatted(date, machine.text()) + AlignedTable.of(rows);
  }

  private void addTimes(List<List<String>> rows) {
    rows.add(
        List.of(
            "from arrival to delivery, p50, p99, max",
            "%,.1f, %,.0f, %,.0f ms".formatted(p50Millis, p99Millis, maxMillis)));
    rows.add(
        List.of(
            "duration of an invocation, p50, p99",
            "%,.1f, %,.0f ms".formatted(durationP50Millis, durationP99Millis)));
  }

  private static String count(long number) {
    return "%,d".formatted(number);
  }
}
