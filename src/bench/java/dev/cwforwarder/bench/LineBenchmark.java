package dev.cwforwarder.bench;

import static java.util.Locale.ROOT;

import dev.cwforwarder.map.content.ContentOptions;
import dev.cwforwarder.map.content.ContentReader;
import dev.cwforwarder.map.content.sources.SourceKind;
import dev.cwforwarder.model.LogEvent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// `scripts/bench.sh --lines`: measures the cost of parsing one message of each [MessageKind] with
/// JMH. Each process warms up with messages of all kinds, as logs contain them.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 2)
public class LineBenchmark {
  private static final int EVENTS = 500;
  private static final int WARM_UP_ROUNDS = 100;

  /// The kind of the messages that are measured.
  @Param public MessageKind kind = MessageKind.JSON;

  private final ContentReader reader = new ContentReader(ContentOptions.DEFAULT);
  private List<LogEvent> events = List.of();

  /// Runs the benchmark and prints a row for each kind.
  public static void main(String[] arguments) throws RunnerException {
    StringBuilder rows = new StringBuilder();
    for (RunResult result :
        new Runner(new OptionsBuilder().include(LineBenchmark.class.getName()).build()).run()) {
      String name = result.getParams().getParam("kind").toLowerCase(ROOT);
      rows.append(
          String.format(
              ROOT,
              "%n%-8s %5.0f ns of CPU per event",
              name,
              ContentBenchmark.sum(result, "cpuNanos") / ContentBenchmark.sum(result, "events")));
    }
    System.out.println(rows);
  }

  /// Creates the messages and warms up.
  @Setup
  public void prepare(Blackhole contents) {
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      for (MessageKind each : MessageKind.values()) {
        read(events(each), contents);
      }
    }
    events = events(kind);
  }

  /// Reads the messages.
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void read(Blackhole contents, ContentBenchmark.Cpu cpu) {
    long before = ContentBenchmark.Cpu.now();
    read(events, contents);
    cpu.cpuNanos += ContentBenchmark.Cpu.now() - before;
    cpu.events += EVENTS;
  }

  private void read(List<LogEvent> messages, Blackhole contents) {
    ContentReader.Batch batch = reader.batch(SourceKind.FUNCTION);
    for (LogEvent event : messages) {
      contents.consume(batch.read(event));
    }
  }

  private static List<LogEvent> events(MessageKind kind) {
    return kind.messages(EVENTS).stream().map(text -> new LogEvent("id", 0, text)).toList();
  }
}
