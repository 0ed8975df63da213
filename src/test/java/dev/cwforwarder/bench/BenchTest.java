package dev.cwforwarder.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchTest {
  private static final Machine MACHINE = new Machine("a processor", "an OS", "a JDK", 2, 0.5, true);

  @Test
  void payloadsAreReproducible() throws IOException {
    String document = MixedPayload.document(3, 40);

    assertThat(MixedPayload.document(3, 40)).isEqualTo(document);
    assertThat(MixedPayload.document(4, 40)).isNotEqualTo(document);
    JsonNode events = new ObjectMapper().readTree(document).get("logEvents");
    assertThat(events).hasSize(40);
    assertThat(events.get(0).get("message").asText()).startsWith("{\"timestamp\":");
    assertThat(events.get(1).get("message").asText()).contains("\tretrying ").endsWith("ms\n");
    assertThat(events.get(2).get("message").asText()).startsWith("REPORT RequestId: ");
    assertThat(events.get(3).get("message").asText()).contains("\"GET /v1/orders/");
  }

  @Test
  void payloadsHaveTheDocumentedSizes() {
    assertThat(MixedPayload.document(1, 20).getBytes(UTF_8).length).isBetween(5_500, 6_500);
    assertThat(MixedPayload.document(1, 3_400).getBytes(UTF_8).length)
        .isBetween(950_000, 1_050_000);
  }

  @Test
  void theSinkCountsRecordsInEveryEncoding() throws Exception {
    byte[] body = request(2, 3);
    try (Sink sink = new Sink()) {
      post(sink, body, "");
      post(sink, Zstd.compress(body), "zstd");

      assertThat(sink.records()).isEqualTo(12);
      assertThat(sink.bytes()).isEqualTo(body.length + Zstd.compress(body).length);
    }
  }

  @Test
  void theCpuClockOfAProcessAdvances() throws InterruptedException {
    CpuClock clock = CpuClock.of(ProcessHandle.current());
    long before = clock.used().toNanos();
    assertThat(Calibration.microsPerEvent()).isPositive();

    assertThat(clock.used().toNanos()).isGreaterThan(before);
  }

  @Test
  void aReportCanBeWrittenAndRead(@TempDir Path folder) throws IOException {
    Report report = report(result(Subject.CANDIDATE, Mode.C1, 20, 25));
    report.write(folder.resolve("figures.json"));

    assertThat(Report.read(folder.resolve("figures.json"))).isEqualTo(report);
  }

  @Test
  void tablesShowTheMedianMinimumAndMaximum() {
    assertThat(new Tables(report(result(Subject.CANDIDATE, Mode.C1, 20, 25, 31, 1_024.4))).text())
        .contains("C1 only", "| 20     | candidate |", "31.0 (25.0–1,024)");
  }

  @Test
  void targetsAreMetOrNot() {
    Report report =
        report(
            result(Subject.CANDIDATE, Mode.TIERED, 3_400, 3.5),
            result(Subject.BASELINE, Mode.TIERED, 3_400, 13.9),
            result(Subject.CANDIDATE, Mode.C1, 20, 30.1));

    assertThat(new Targets(report).verdicts())
        .containsExactly(
            "met      CPU per event, 3,400 events, default tiering: 3.50 µs, at most 3.5",
            "NOT met  CPU per event, 3,400 events, default tiering: 3.50 µs, at most 2.9",
            "NOT met  CPU per event, 20 events, C1 only (on-demand): 30.1 µs, at most 30.0",
            "NOT met  CPU per event, 20 events, C1 only (on-demand): 30.1 µs, at most 20.0",
            "met      cold start to the first response, 20 events, C1 only (on-demand): 350 ms,"
                + " at most 400",
            "NOT met  less CPU than the stock pipeline, 3,400 events, default tiering: 3.97"
                + " times, at least 4");
  }

  private static Report report(Result... results) {
    return new Report("2026-01-01", "--quick", MACHINE, 3.5, List.of(results));
  }

  private static Result result(String subject, Mode mode, int events, double... micros) {
    List<Sample> samples =
        Arrays.stream(micros)
            .mapToObj(cpu -> new Sample(200, 150, 300, 1, 2, cpu, 100, 2_048, 40, 40, 0))
            .toList();
    return new Result(subject, mode, events, Workload.ONE_CORE_MEGABYTES, samples);
  }

  private static byte[] request(int resources, int recordsEach) {
    ScopeLogs scope =
        ScopeLogs.newBuilder()
            .addAllLogRecords(
                Collections.nCopies(recordsEach, LogRecord.newBuilder().setTimeUnixNano(1).build()))
            .build();
    return ExportLogsServiceRequest.newBuilder()
        .addAllResourceLogs(
            Collections.nCopies(resources, ResourceLogs.newBuilder().addScopeLogs(scope).build()))
        .build()
        .toByteArray();
  }

  private static void post(Sink sink, byte[] body, String encoding) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(sink.endpoint() + "/v1/logs"))
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!encoding.isEmpty()) {
      request.header("Content-Encoding", encoding);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(request.build(), BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
    }
  }
}
