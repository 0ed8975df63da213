package dev.cwforwarder.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.local.lambda.ProjectRoot;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs `dist/function.zip` in a container with `sam local invoke`.
@Tag("container")
final class SamLocalTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT = ProjectRoot.find();

  private record Run(int status, String output, String log) {}

  @TempDir private Path folder;
  private final OtlpReceiver receiver = OtlpReceiver.start();
  private BridgeRelay relay;

  @BeforeEach
  void openToContainers() throws IOException {
    relay = BridgeRelay.to(receiver.endpoint());
  }

  @AfterEach
  void close() throws IOException {
    relay.close();
    receiver.close();
  }

  @Test
  void everyRecordOfASubscriptionEventArrives() throws Exception {
    Path event = ROOT.resolve("events/subscription.json");

    Run run = invoke(event, relay.endpoint());

    assertThat(run.status()).as(run.log()).isZero();
    assertThat(run.output()).as(run.log()).doesNotContain("errorMessage");
    assertThat(run.log()).doesNotContain("Runtime exited");
    assertThat(receiver.uids()).as(run.log()).isNotEmpty().isEqualTo(eventIds(event));
  }

  @Test
  void controlMessageSucceedsAndForwardsNothing() throws Exception {
    Run run = invoke(ROOT.resolve("events/control-message.json"), relay.endpoint());

    assertThat(run.status()).as(run.log()).isZero();
    assertThat(run.output()).as(run.log()).doesNotContain("errorMessage");
    assertThat(run.log()).doesNotContain("Runtime exited");
    assertThat(receiver.rawRequests()).isZero();
  }

  @Test
  void truncatedPayloadIsAFunctionError() throws Exception {
    Run run = invoke(ROOT.resolve("events/truncated.json"), relay.endpoint());

    assertThat(JSON.readTree(run.output()).path("errorMessage").asText())
        .as(run.log())
        .contains("not decodable");
    assertThat(run.log()).doesNotContain("Runtime exited");
    assertThat(receiver.records()).isEmpty();
  }

  private Run invoke(Path event, URI endpoint) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Path log = folder.resolve("log");
    ProcessBuilder sam =
        new ProcessBuilder(
            ROOT.resolve(".venv/bin/sam").toString(),
            "local",
            "invoke",
            "SubscriptionFunction",
            "--event",
            event.toString(),
            "--skip-pull-image",
            "--parameter-overrides",
            "ClickStackEndpoint=" + endpoint + " Architecture=" + architecture());
    sam.directory(ROOT.toFile());
    sam.environment().put("SAM_CLI_TELEMETRY", "0");
    sam.environment().putIfAbsent("AWS_DEFAULT_REGION", "eu-central-1");
    // With credentials, sam would request the caller identity from AWS.
    sam.environment().keySet().removeAll(List.of("AWS_ACCESS_KEY_ID", "AWS_PROFILE"));
    Process process = sam.redirectOutput(output.toFile()).redirectError(log.toFile()).start();
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Run(process.waitFor(), Files.readString(output), Files.readString(log));
  }

  /// The architecture of the engine, so that it is not emulated.
  private static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64";
  }

  private static List<String> eventIds(Path event) throws IOException {
    JsonNode envelope = JSON.readTree(event.toFile());
    byte[] zipped =
        Base64.getDecoder()
            .decode(envelope.at("/awslogs/data").asText().getBytes(StandardCharsets.US_ASCII));
    try (GZIPInputStream payload = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      JsonNode events = JSON.readTree(payload).path("logEvents");
      return StreamSupport.stream(events.spliterator(), false)
          .map(one -> one.path("id").asText())
          .toList();
    }
  }
}
