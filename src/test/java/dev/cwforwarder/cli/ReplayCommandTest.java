package dev.cwforwarder.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.aws.MotoServer;
import dev.cwforwarder.testing.aws.OnFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// `replay` in its own process.
@Tag("slow")
@Timeout(300)
final class ReplayCommandTest {
  private static final String BUCKET = "failures";

  private final Path output;
  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final MotoServer moto = MotoServer.start();
  private final S3Client s3 = moto.client(S3Client.builder());

  ReplayCommandTest(@TempDir Path folder) {
    output = folder.resolve("output");
  }

  @BeforeEach
  void fill() {
    moto.createBucket(BUCKET);
    for (int i = 0; i < 3; i++) {
      String key = OnFailure.key("forwarder", i);
      byte[] record = OnFailure.record(new LogBatch(Payloads.SOURCE, List.of(Payloads.event(i))));
      s3.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromBytes(record));
    }
  }

  @AfterEach
  void stop() {
    s3.close();
    moto.close();
    receiver.close();
  }

  @Test
  void aDryRunCountsAndAReplayDelivers() throws Exception {
    assertThat(replay("--bucket", BUCKET, "--dry-run")).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(output)).contains("FOLDER", "/app/web", "RetriesExhausted");
    assertThat(receiver.uids()).isEmpty();

    assertThat(replay("--bucket", BUCKET)).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(output))
        .contains("done: 3 objects delivered, 0 left")
        .doesNotContain("\r");
    assertThat(receiver.uids()).isEqualTo(Payloads.uids(3));

    assertThat(replay("--bucket", BUCKET, "--json")).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(output)).contains("{\"end\":\"done\",\"delivered\":0");
  }

  @Test
  void exitCodesDistinguishFailures() throws Exception {
    assertThat(replay()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(Files.readString(output)).contains("FAILURE_BUCKET is required");

    assertThat(replay("--bucket", BUCKET, "--folder", "trash")).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(Files.readString(output)).contains("no folder 'trash'");

    assertThat(replay("--bucket", "no-such-bucket")).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(Files.readString(output)).contains("NoSuchBucket").doesNotContain("\tat ");

    receiver.answerAlways(Answer.status(503));
    assertThat(replay("--bucket", BUCKET)).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(Files.readString(output)).contains("stopped: 0 objects delivered", "HTTP 503");

    s3.putObject(
        put -> put.bucket(BUCKET).key("replay/lease.json"), RequestBody.fromString("another's"));
    assertThat(replay("--bucket", BUCKET)).isEqualTo(ExitCode.LEASE_HELD);
  }

  @Test
  void objectsThatStayAreNamedAndChangeTheExitCode() throws Exception {
    String cut = OnFailure.key("forwarder", 3);
    s3.putObject(put -> put.bucket(BUCKET).key(cut), RequestBody.fromString("{\"cut"));

    assertThat(replay("--bucket", BUCKET)).isEqualTo(ExitCode.INCOMPLETE);

    assertThat(Files.readString(output))
        .contains("done: 3 objects delivered, 1 left {not decodable=1}", "left: " + cut);
    assertThat(receiver.uids()).isEqualTo(Payloads.uids(3));
    assertThat(replay("--bucket", BUCKET, "--json")).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(Files.readString(output)).contains("\"named\":[{\"key\":\"" + cut);
  }

  @Test
  void aGroupWithoutStoredObjectsIsNamed() throws Exception {
    assertThat(replay("--bucket", BUCKET, "--group", "/app/wbe")).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(output)).contains("no object is of log group /app/wbe");

    assertThat(replay("--bucket", BUCKET, "--group", "/app/wbe", "--dry-run"))
        .isEqualTo(ExitCode.OK);
    assertThat(Files.readString(output)).contains("no object is of log group /app/wbe");

    assertThat(replay("--bucket", BUCKET, "--group", "/app/web")).isEqualTo(ExitCode.OK);
    assertThat(Files.readString(output)).contains("3 objects delivered").doesNotContain("no obj");
  }

  private int replay(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "replay"));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment());
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
  }

  private Map<String, String> environment() {
    return Map.of(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        receiver.endpoint().toString(),
        "RETRY_BUDGET_MS",
        "0",
        "AWS_ENDPOINT_URL_S3",
        moto.endpoint().toString(),
        "AWS_ACCESS_KEY_ID",
        "local",
        "AWS_SECRET_ACCESS_KEY",
        "local",
        "AWS_REGION",
        "us-east-1");
  }
}
