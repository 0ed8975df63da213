package dev.cwforwarder.demo;

import dev.cwforwarder.demo.LambdaFormat.End;
import dev.cwforwarder.demo.LambdaFormat.Fields;
import org.jspecify.annotations.Nullable;

/// One invocation of a function. Writes its log lines and spans.
final class Invocation {
  private final LambdaFleet fleet;
  private final Environment environment;
  private final String requestId;
  private final InvocationTrace trace;
  private final long start;
  private final double initMillis;
  private String failure = "";

  /// Starts at `start`, after an init phase of `initMillis`, which is 0 in a warm environment.
  Invocation(
      LambdaFleet fleet,
      Environment environment,
      String requestId,
      InvocationTrace trace,
      long start,
      double initMillis) {
    this.fleet = fleet;
    this.environment = environment;
    this.requestId = requestId;
    this.trace = trace;
    this.start = start;
    this.initMillis = initMillis;
  }

  /// Writes the first line of Lambda.
  Invocation started() {
    write(start, Level.INFO, format().start(this));
    return this;
  }

  /// Writes a line of the application.
  void log(long millis, Level level, String message, Fields fields) {
    write(millis, level, format().line(this, millis, level, message, fields));
  }

  /// Marks the span of the invocation as failed, although Lambda takes the invocation for a
  /// success.
  void fails(String message) {
    failure = message;
  }

  /// Writes the last lines of Lambda, and the span.
  void end(long millis, End end) {
    environment.busyUntil(millis);
    @Nullable String failed = format().failure(this, end, millis);
    if (failed != null) {
      write(millis, Level.ERROR, failed);
    }
    @Nullable String last = format().end(this);
    if (last != null) {
      write(millis, Level.INFO, last);
    }
    boolean well = end == End.SUCCESS;
    write(millis, well ? Level.INFO : Level.ERROR, format().report(this, end, millis));
    trace.ended(millis, requestId, failure(end));
    count(end, millis);
    if (!well) {
      fleet.drop(environment);
    }
  }

  InvocationTrace trace() {
    return trace;
  }

  LambdaFunction function() {
    return fleet.function();
  }

  String requestId() {
    return requestId;
  }

  String version() {
    return environment.release().version();
  }

  long start() {
    return start;
  }

  boolean isCold() {
    return initMillis > 0;
  }

  double initMillis() {
    return initMillis;
  }

  /// The peak memory of the environment so far, at most the memory size.
  int usedMb() {
    return (int) Math.min(function().memoryMb(), environment.usedMb());
  }

  boolean isOutOfMemory() {
    return environment.usedMb() > function().memoryMb();
  }

  /// The duration until `millis`. The fraction is derived from the request id, so that it is
  /// reproducible.
  double durationMillis(long millis) {
    return millis - start + (requestId.hashCode() & 0x7f) / 130.0;
  }

  /// The billed duration, which includes the init phase.
  long billedMillis(long millis) {
    return (long) Math.ceil(durationMillis(millis) + initMillis);
  }

  private String failure(End end) {
    return switch (end) {
      case SUCCESS -> failure;
      case TIMEOUT -> "Task timed out";
      case OUT_OF_MEMORY -> "Runtime.OutOfMemory";
    };
  }

  private LambdaFormat format() {
    return function().format();
  }

  private void write(long millis, Level level, String message) {
    fleet.journal().add(environment.source(), millis, level, message);
  }

  private void count(End end, long millis) {
    Tally tally = fleet.journal().tally();
    tally.add("billed_ms", function().name(), billedMillis(millis));
    switch (end) {
      case SUCCESS -> {}
      case TIMEOUT -> tally.add("timeouts", function().name());
      case OUT_OF_MEMORY -> tally.add("out_of_memory", function().name());
    }
  }
}
