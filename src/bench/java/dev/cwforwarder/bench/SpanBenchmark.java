package dev.cwforwarder.bench;

import static java.util.Locale.ROOT;

import dev.cwforwarder.decode.AwsLogsEnvelope;
import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.decode.SubscriptionDecoder;
import dev.cwforwarder.export.otlp.OtlpEncoder;
import dev.cwforwarder.map.OwnFunctions;
import dev.cwforwarder.map.RecordMapper;
import dev.cwforwarder.map.ResourceMapper;
import dev.cwforwarder.map.SpanMapper;
import dev.cwforwarder.map.content.ContentOptions;
import dev.cwforwarder.map.content.ContentReader;
import dev.cwforwarder.map.otel.SpanReader;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.span.Span;
import dev.cwforwarder.span.SpanRecord;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
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

/// `scripts/bench.sh --spans`: measures spans with JMH. `spans` maps and encodes spans; `json` maps
/// and encodes the same events as structured JSON logs; `look` is the first look at the events of
/// the mixed payload, which has no spans.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 8, time = 2)
@Measurement(iterations = 4, time = 2)
public class SpanBenchmark {
  private static final int EVENTS = 2_000;
  private static final int MAX_BYTES = 1 << 26;
  private static final long MILLIS = 1_790_812_801_000L;
  private static final String LOOK = "look";
  private static final String JSON = "json";
  private static final String SPANS = "spans";

  /// What is measured.
  @Param({LOOK, JSON, SPANS})
  public String kind = "";

  private final ResourceMapper resources = new ResourceMapper(Map.of(), "");
  private final RecordMapper mapper =
      new RecordMapper(
          resources,
          new ContentReader(ContentOptions.DEFAULT),
          InstrumentationScopeInfo.create("bench"));
  private final SpanMapper spans =
      new SpanMapper(new SpanReader(MAX_BYTES), resources, new OwnFunctions(Set.of(), ""));
  private final OtlpEncoder<LogRecordData, LogRecordData> logEncoder = OtlpEncoder.ofLogs();
  private final OtlpEncoder<SpanRecord, Span> spanEncoder = OtlpEncoder.ofSpans();
  private List<LogBatch> batches = List.of();

  /// Runs the benchmarks and prints their results.
  public static void main(String[] arguments) throws RunnerException {
    double json = 0;
    double span = 0;
    for (RunResult result :
        new Runner(new OptionsBuilder().include(SpanBenchmark.class.getName()).build()).run()) {
      String kind = result.getParams().getParam("kind");
      double cpu = sum(result, "cpuNanos") / sum(result, "events");
      double perKilobyte = 1000 * sum(result, "cpuNanos") / sum(result, "bytes");
      System.out.printf(
          ROOT, "%n%-5s %.0f ns of CPU per event, %.0f per kB", kind, cpu, perKilobyte);
      json = kind.equals(JSON) ? perKilobyte : json;
      span = kind.equals(SPANS) ? perKilobyte : span;
    }
    System.out.println(
        String.format(
            ROOT,
            "%n%-8s spans: %.0f ns per kB, at most those of JSON logs: %.0f",
            span <= json ? "met" : "NOT met",
            span,
            json));
  }

  private static double sum(RunResult result, String counter) {
    return Objects.requireNonNull(result.getSecondaryResults().get(counter), counter).getScore();
  }

  /// Creates the batches.
  @Setup
  public void create() throws DecodeException {
    if (kind.equals(LOOK)) {
      batches =
          new SubscriptionDecoder("eu-central-1", MAX_BYTES)
              .decode(
                  AwsLogsEnvelope.data(
                      MixedPayload.event(1, EVENTS).getBytes(StandardCharsets.UTF_8)));
      return;
    }
    List<LogEvent> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(new LogEvent("id-" + i, MILLIS, i % 3 == 0 ? segment(i) : subsegment(i)));
    }
    batches =
        List.of(
            new LogBatch(
                new LogSource("111122223333", "eu-central-1", "aws/spans", "default"), events));
  }

  private static String segment(int i) {
    return """
    {"resource":{"attributes":{"cloud.provider":"aws","cloud.resource_id":\
    "arn:aws:lambda:eu-central-1:111122223333:function:shop-%d","service.name":"shop-%d"}},\
    "traceId":"6abda2805e01c7d29a4b8f33%08x","spanId":"4d1f00a9%08x",\
    "name":"shop/LambdaService","kind":"SERVER","startTimeUnixNano":1790812800412000000,\
    "endTimeUnixNano":1790812800599000064,"durationNano":187000064,"attributes":\
    {"aws.local.service":"shop","aws.local.operation":"GET /orders","PlatformType":"AWS::Lambda",\
    "aws.xray.origin":"AWS::Lambda","aws.span.kind":"LOCAL_ROOT","http.status_code":200,\
    "aws.request_id":"0f6b8b2c-6f0b-4f1d-9a57-%012d"},"status":{"code":"UNSET"},\
    "_aws":{"xray":{"name":"shop","type":"segment"}}}\
    """
        .formatted(i % 7, i % 7, i / 3 + 1, i + 1, i);
  }

  private static String subsegment(int i) {
    return """
    {"resource":{},"traceId":"6abda2805e01c7d29a4b8f33%08x","spanId":"4d1f00a9%08x",\
    "parentSpanId":"4d1f00a9%08x","name":"","kind":"CLIENT",\
    "startTimeUnixNano":1790812800432000000,"endTimeUnixNano":1790812800563000064,\
    "durationNano":131000064,"attributes":{"aws.remote.service":"AWS::DynamoDB",\
    "aws.xray.error":true,"http.response.status_code":400,"tier":"gold",\
    "aws.xray.annotation_keys":["tier"]},"events":[{"timeUnixNano":1790812800561000192,\
    "name":"exception","attributes":{"exception.type":"ThrottlingException",\
    "exception.message":"Rate exceeded"}}],"status":{"code":"ERROR"},\
    "_aws":{"xray":{"name":"DynamoDB","type":"subsegment","namespace":"aws",\
    "cause.message":"Rate exceeded"}}}\
    """
        .formatted(i / 3 + 1, i + 1, i / 3 * 3 + 1);
  }

  /// Maps and encodes the events, or only looks at them.
  @Benchmark
  public void run(Blackhole result, Cpu cpu) {
    long before = ContentBenchmark.Cpu.now();
    for (LogBatch batch : batches) {
      switch (kind) {
        case LOOK -> result.consume(spans.split(batch));
        case JSON ->
            result.consume(logEncoder.encode(mapper.map(batch, Instant.EPOCH), Integer.MAX_VALUE));
        default ->
            result.consume(spanEncoder.encode(spans.split(batch).records(), Integer.MAX_VALUE));
      }
    }
    cpu.cpuNanos += ContentBenchmark.Cpu.now() - before;
    for (LogBatch batch : batches) {
      cpu.events += batch.size();
      cpu.bytes += batch.events().stream().mapToLong(event -> event.message().length()).sum();
    }
  }

  /// CPU time, events and bytes.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Cpu {
    public double cpuNanos;
    public double events;
    public double bytes;

    /// Starts an iteration.
    @Setup(Level.Iteration)
    public void reset() {
      cpuNanos = 0;
      events = 0;
      bytes = 0;
    }
  }
}
