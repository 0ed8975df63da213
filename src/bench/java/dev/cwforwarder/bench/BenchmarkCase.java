package dev.cwforwarder.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// One subject with one workload, measured repeatedly.
final class BenchmarkCase {
  private final Subject subject;
  private final Workload workload;
  private final List<String> payloads;
  private final List<Sample> samples = new ArrayList<>();

  /// @param payloads sent in turn, repeatedly
  BenchmarkCase(Subject subject, Workload workload, List<String> payloads) {
    this.subject = subject;
    this.workload = workload;
    this.payloads = payloads;
  }

  /// A case with [MixedPayload]s.
  static BenchmarkCase mixed(Subject subject, Workload workload) {
    return new BenchmarkCase(subject, workload, MixedPayload.different(workload.events()));
  }

  void run(String progress, OptionalInt core)
      throws IOException, InterruptedException, FailedRunException {
    System.err.println(progress + ": " + subject.name() + ", " + workload.title());
    samples.add(measure(core));
  }

  Sample measure(OptionalInt core) throws IOException, InterruptedException, FailedRunException {
    return Measurement.run(subject, workload, payloads, core);
  }

  Result result() {
    return new Result(
        subject.name(), workload.mode(), workload.events(), workload.memoryMegabytes(), samples);
  }
}
