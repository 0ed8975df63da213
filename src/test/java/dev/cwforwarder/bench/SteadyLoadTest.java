package dev.cwforwarder.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.bench.FaultyReceiver.Reaction;
import dev.cwforwarder.local.Commands;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SteadyLoadTest {
  @Test
  void theReceiverRefusesDelaysAndStallsTheSameRequests() {
    assertThat(IntStream.rangeClosed(1, 300).mapToObj(Reaction::to))
        .hasSize(300)
        .containsOnlyOnce(Reaction.THROTTLE, Reaction.REFUSE, Reaction.DELAY)
        .doesNotContain(Reaction.STALL);
    assertThat(IntStream.rangeClosed(1, 10_000).mapToObj(Reaction::to))
        .filteredOn(Reaction.STALL::equals)
        .hasSize(2);
  }

  @Test
  void theReceiverCountsMissingAndRepeatedRecords() throws Exception {
    try (FaultyReceiver receiver = new FaultyReceiver(5)) {
      post(receiver, 1, 2, 3);
      post(receiver, 3, 4);

      assertThat(receiver.missing()).isEqualTo(1);
      assertThat(receiver.duplicates()).isEqualTo(1);
      assertThat(receiver.count(Reaction.ACCEPT)).isEqualTo(2);
    }
  }

  @Test
  @Tag("slow")
  void aShortLoadLosesNothing(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("load.json");

    int exit =
        Commands.run(
            new SteadyLoad(),
            ("--seconds 4 --rate 50 --events 5 --processes 2 --json " + file).split(" ", -1));

    assertThat(exit).isZero();
    JsonNode report = new ObjectMapper().readTree(file.toFile());
    assertThat(report.path("events").asInt()).isEqualTo(4 * 50 * 5);
    assertThat(report.path("missing").asInt()).isZero();
    assertThat(report.path("throttled").asInt()).isEqualTo(1);
    assertThat(report.path("refused").asInt()).isEqualTo(1);
    assertThat(report.path("retries").asInt()).isEqualTo(2);
    assertThat(report.path("cpuMicrosPerEvent").asDouble()).isPositive();
  }

  private static void post(FaultyReceiver receiver, int... numbers) throws Exception {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder();
    for (int number : numbers) {
      AnyValue uid = AnyValue.newBuilder().setStringValue("3%055d".formatted(number)).build();
      scope.addLogRecords(
          LogRecord.newBuilder()
              .addAttributes(KeyValue.newBuilder().setKey("log.record.uid").setValue(uid)));
    }
    byte[] body =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(scope))
            .build()
            .toByteArray();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(receiver.endpoint() + "/v1/logs"))
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
  }
}
