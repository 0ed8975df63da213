package dev.cwforwarder.bench;

import static java.util.Locale.ROOT;

import dev.cwforwarder.decode.AwsLogsEnvelope;
import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.decode.SubscriptionDecoder;
import dev.cwforwarder.map.RecordMapper;
import dev.cwforwarder.map.ResourceMapper;
import dev.cwforwarder.map.content.ContentOptions;
import dev.cwforwarder.map.content.ContentReader;
import dev.cwforwarder.map.content.XrayTraceIds;
import dev.cwforwarder.map.content.sources.SourceKind;
import dev.cwforwarder.map.rules.Preset;
import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.map.rules.UserRules;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.AuxCounters;
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

/// `scripts/bench.sh --content`: measures the cost of parsing messages and of rules with JMH. It
/// reads the events of the mixed payload with `PARSE_CONTENT` off and on; the difference is the
/// cost of parsing. With `rules`, it applies all presets for redaction to the parsed records.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ContentBenchmark {
  private static final int EVENTS = 3_400;
  private static final int PAYLOADS = 8;
  private static final int MAX_INFLATED_BYTES = 67_108_864;
  private static final double MAX_NANOS = 1_000;
  private static final String RULES = "rules";

  /// Whether messages are parsed, or rules applied to parsed messages.
  @Param({"off", "on", RULES})
  public String parse = "";

  private final List<List<LogEvent>> payloads = new ArrayList<>();
  private final List<LogBatch> batches = new ArrayList<>();
  private final List<List<LogRecordData>> records = new ArrayList<>();
  private final RecordRules rules =
      new UserRules(List.of(), Stream.of(Preset.values()).map(Preset::redaction).toList());
  private ContentReader reader = new ContentReader(ContentOptions.DEFAULT);
  private int next;

  /// Runs both benchmarks and prints their results and the difference.
  public static void main(String[] arguments) throws RunnerException {
    double nanos = 0;
    for (RunResult result :
        new Runner(new OptionsBuilder().include(ContentBenchmark.class.getName()).build()).run()) {
      String mode = result.getParams().getParam("parse");
      double cpu = sum(result, "cpuNanos") / sum(result, "events");
      System.out.printf(ROOT, "%nparse %-5s %.0f ns of CPU per event", mode, cpu);
      nanos += mode.equals("on") ? cpu : mode.equals("off") ? -cpu : 0;
    }
    System.out.println(
        String.format(
            ROOT,
            "%n%-8s parsing messages, mixed payload: %.0f ns per event, at most %.0f",
            nanos <= MAX_NANOS ? "met" : "NOT met",
            nanos,
            MAX_NANOS));
  }

  static double sum(RunResult result, String counter) {
    return Objects.requireNonNull(result.getSecondaryResults().get(counter), counter).getScore();
  }

  /// Decodes the payloads.
  @Setup
  public void decode() throws DecodeException {
    reader =
        new ContentReader(new ContentOptions(!parse.equals("off"), true, XrayTraceIds.OFF, false));
    RecordMapper mapper =
        new RecordMapper(
            new ResourceMapper(Map.of(), ""), reader, InstrumentationScopeInfo.create("bench"));
    SubscriptionDecoder decoder = new SubscriptionDecoder("eu-central-1", MAX_INFLATED_BYTES);
    for (int seed = 0; seed < PAYLOADS; seed++) {
      byte[] event = MixedPayload.event(seed, EVENTS).getBytes(StandardCharsets.UTF_8);
      List<LogEvent> events = new ArrayList<>();
      for (LogBatch batch : decoder.decode(AwsLogsEnvelope.data(event))) {
        events.addAll(batch.events());
        batches.add(batch);
        records.add(mapper.map(batch, Instant.EPOCH));
      }
      payloads.add(events);
    }
  }

  /// Reads the events of one payload, or applies rules to its records.
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void read(Blackhole contents, Cpu cpu) {
    int payload = next++ % PAYLOADS;
    long before = Cpu.now();
    if (parse.equals(RULES)) {
      contents.consume(rules.apply(batches.get(payload), records.get(payload)));
    } else {
      ContentReader.Batch batch = reader.batch(SourceKind.FUNCTION);
      for (LogEvent event : payloads.get(payload)) {
        contents.consume(batch.read(event));
      }
    }
    cpu.cpuNanos += Cpu.now() - before;
    cpu.events += EVENTS;
  }

  /// CPU time. On a shared machine it is more stable than the elapsed time.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Cpu {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /// The CPU time spent on reading, in nanoseconds.
    public long cpuNanos;

    /// The number of events read in that time.
    public long events;

    static long now() {
      return THREADS.getCurrentThreadCpuTime();
    }
  }
}
