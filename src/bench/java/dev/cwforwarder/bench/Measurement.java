package dev.cwforwarder.bench;

import dev.cwforwarder.local.lambda.Invocation;
import dev.cwforwarder.local.lambda.RuntimeApi;
import dev.cwforwarder.local.lambda.RuntimeSignal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Measures one process from its cold start to its end.
final class Measurement implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /// The time between snapshot and restore, which on Lambda is much longer.
  private static final Duration HELD = Duration.ofSeconds(2);

  private static final String ARN = "arn:aws:lambda:us-east-1:111122223333:function:bench";

  private final Subject subject;
  private final Workload workload;
  private final List<String> payloads;
  private final RuntimeApi api = RuntimeApi.start();
  private final Sink sink = new Sink();
  private final long started = System.nanoTime();
  private final MeasuredProcess process;
  private int sent;
  private int errors;
  private @Nullable String firstError;

  private Measurement(Subject subject, Workload workload, List<String> payloads, OptionalInt core)
      throws IOException {
    this.subject = subject;
    this.workload = workload;
    this.payloads = payloads;
    this.process =
        MeasuredProcess.start(subject, workload, Map.of(), api.address(), sink.endpoint(), core);
  }

  /// Measures `subject` once.
  ///
  /// @param payloads sent in turn, repeatedly
  /// @param core the only core that the process may use
  /// @throws FailedRunException if an invocation failed or records are missing
  static Sample run(Subject subject, Workload workload, List<String> payloads, OptionalInt core)
      throws IOException, InterruptedException, FailedRunException {
    try (Measurement measurement = new Measurement(subject, workload, payloads, core)) {
      return measurement.measure();
    }
  }

  private Sample measure() throws IOException, InterruptedException, FailedRunException {
    boolean snapshot = awaitInit();
    double init = millisSince(started);
    double first = (snapshot ? restore() : 0) + invoke();
    double coldCpu = millis(process.cpu());
    for (int i = 0; i < workload.discarded(); i++) {
      invoke();
    }
    Duration before = process.cpu();
    double[] latencies = new double[workload.measured()];
    for (int i = 0; i < latencies.length; i++) {
      latencies[i] = invoke();
    }
    double warmCpu = millis(process.cpu().minus(before));
    Arrays.sort(latencies);
    Sample sample = sample(init, first, coldCpu, latencies, warmCpu);
    check(sample);
    return sample;
  }

  private Sample sample(
      double init, double first, double coldCpu, double[] latencies, double warmCpu)
      throws IOException {
    return new Sample(
        init,
        first,
        coldCpu,
        Spread.quantile(latencies, 0.5),
        Spread.quantile(latencies, 0.95),
        latencies.length == 0 ? 0 : warmCpu * 1000 / (latencies.length * workload.events()),
        process.peakMegabytes(),
        (double) sink.bytes() * workload.events() / sent,
        sent,
        sink.records(),
        errors);
  }

  private void check(Sample sample) throws FailedRunException {
    int expected = subject.forwards() ? sample.sent() : 0;
    if (sample.errors() > 0 || sample.arrived() != expected) {
      throw failed(
          "%,d events sent, %,d records arrived, %d invocations failed%s"
              .formatted(
                  sample.sent(),
                  sample.arrived(),
                  sample.errors(),
                  firstError == null ? "" : "; the first error: " + firstError));
    }
  }

  /// Waits for the end of the init phase. Returns whether it ends with a snapshot.
  private boolean awaitInit() throws IOException, InterruptedException, FailedRunException {
    boolean snapshot = workload.mode() == Mode.SNAPSTART;
    RuntimeSignal signal = next();
    if (signal instanceof RuntimeSignal.SnapshotReady && snapshot) {
      return true;
    }
    // A command that does not know SnapStart starts as on demand.
    if (signal instanceof RuntimeSignal.Ready && !(snapshot && subject.knowsModes())) {
      return false;
    }
    throw failed("expected the end of the init phase, got " + signal);
  }

  private double restore() throws IOException, InterruptedException, FailedRunException {
    Thread.sleep(HELD);
    long start = System.nanoTime();
    api.restore();
    await(RuntimeSignal.Ready.class);
    return millisSince(start);
  }

  /// Sends the next payload and returns the time from its delivery to the response, in
  /// milliseconds.
  private double invoke() throws IOException, InterruptedException, FailedRunException {
    Invocation invocation = invocation(sent / workload.events(), payloads, LIMIT);
    sent += workload.events();
    long start = System.nanoTime();
    api.offer(invocation);
    RuntimeSignal answer = next();
    double millis = millisSince(start);
    if (answer instanceof RuntimeSignal.Failure failure) {
      errors++;
      firstError = firstError == null ? failure.payload() : firstError;
    } else if (!(answer instanceof RuntimeSignal.Response)) {
      throw failed("expected a response, got " + answer);
    }
    await(RuntimeSignal.Ready.class);
    return millis;
  }

  /// An invocation of one process.
  ///
  /// @param number from 0; it determines the request ID and the payload
  static Invocation invocation(int number, List<String> payloads, Duration limit) {
    return new Invocation(
        "00000000-0000-4000-8000-%012d".formatted(number),
        ARN,
        payloads.get(number % payloads.size()),
        Instant.now().plus(limit));
  }

  private void await(Class<? extends RuntimeSignal> expected)
      throws IOException, InterruptedException, FailedRunException {
    RuntimeSignal signal = next();
    if (!expected.isInstance(signal)) {
      throw failed("expected %s, got %s".formatted(expected.getSimpleName(), signal));
    }
  }

  private RuntimeSignal next() throws IOException, InterruptedException, FailedRunException {
    long start = System.nanoTime();
    while (millisSince(start) < LIMIT.toMillis()) {
      RuntimeSignal signal = api.poll(LOOK);
      if (signal != null) {
        return signal;
      }
      if (!process.isAlive()) {
        throw failed(process.end());
      }
    }
    throw failed(
        "no request to the Lambda Runtime API in AWS_LAMBDA_RUNTIME_API for "
            + LIMIT.toSeconds()
            + " s");
  }

  private FailedRunException failed(String what) {
    return new FailedRunException(subject.name() + ", " + workload.title() + ": " + what);
  }

  @Override
  public void close() {
    process.close();
    api.close();
    sink.close();
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
