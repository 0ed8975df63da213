package dev.cwforwarder.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// One subject with one load, measured repeatedly.
final class Turn {
  private final Subject subject;
  private final Load load;
  private final List<String> payloads;
  private final List<Sample> samples = new ArrayList<>();

  /// @param payloads sent in turn, repeatedly
  Turn(Subject subject, Load load, List<String> payloads) {
    this.subject = subject;
    this.load = load;
    this.payloads = payloads;
  }

  /// A turn with [MixedPayload]s.
  static Turn mixed(Subject subject, Load load) {
    return new Turn(subject, load, MixedPayload.different(load.events()));
  }

  void run(String progress, OptionalInt core)
      throws IOException, InterruptedException, FailedRunException {
    log(progress + ": " + subject.name() + ", " + load.title());
    samples.add(measure(core));
  }

  Sample measure(OptionalInt core) throws IOException, InterruptedException, FailedRunException {
    return Measurement.run(subject, load, payloads, core);
  }

  Result result() {
    return new Result(subject.name(), load.mode(), load.events(), load.memoryMegabytes(), samples);
  }

  static void log(String progress) {
    System.err.println(progress);
  }
}
