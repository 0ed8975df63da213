package dev.cwforwarder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.aws.MotoServer;
import dev.cwforwarder.testing.aws.OnFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// The packaged replay function after an outage.
@Tag("slow")
@Timeout(300)
final class ReplayTest {
  private static final String KEY = "ingestion-key-0123456789";
  private static final String BUCKET = "failures";

  /// More than the three bundles of 200 objects that a replay sends at the same time.
  private static final int OBJECTS = 700;

  private final OtlpReceiver receiver =
      OtlpReceiver.start(OtlpReceiver.Options.plain().withApiKey(KEY));
  private final MotoServer moto = MotoServer.start();
  private final S3Client s3 = moto.client(S3Client.builder());
  private final LocalLambda lambda;

  ReplayTest(@TempDir Path folder) throws IOException {
    lambda =
        LocalLambda.create(
            LocalLambda.Options.of(
                    Path.of("target/function"),
                    "dev.cwforwarder.handler.ReplayHandler",
                    folder.resolve("failures"))
                .with("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString())
                .with("CLICKSTACK_API_KEY", KEY)
                .with("RETRY_BUDGET_MS", "0")
                .with("FAILURE_BUCKET", BUCKET)
                .with("AWS_ENDPOINT_URL_S3", moto.endpoint().toString())
                .withTimeout(Duration.ofMinutes(2)));
  }

  @BeforeEach
  void createBucket() {
    moto.createBucket(BUCKET);
  }

  @AfterEach
  void stop() {
    lambda.close();
    s3.close();
    moto.close();
    receiver.close();
  }

  @Test
  void objectsOfAnOutageAreReplayed() throws Exception {
    fill();
    receiver.answerAlways(Answer.status(503));
    InvocationResult during = lambda.invoke("{}");
    receiver.answerAlways(Answer.accept());
    InvocationResult after = lambda.invoke("{}");
    InvocationResult again = lambda.invoke("{}");

    assertThat(during).isInstanceOf(InvocationResult.FunctionError.class);
    assertThat(counts(during).undelivered()).isEqualTo(1);
    assertThat(after).isInstanceOf(InvocationResult.Success.class);
    assertThat(counts(after).exported()).isEqualTo(OBJECTS);
    assertThat(receiver.uids()).containsExactlyInAnyOrderElementsOf(Payloads.uids(OBJECTS));
    assertThat(s3.listObjectsV2(list -> list.bucket(BUCKET)).contents()).isEmpty();
    assertThat(counts(again).received()).isZero();
    assertThat(output()).doesNotContain(KEY).contains("\"ReplayBacklogObjects\":" + OBJECTS);
  }

  @Test
  void aDryRunReportsTheBacklogAndSendsNothing() throws Exception {
    put(0);

    InvocationResult result = lambda.invoke("{\"dryRun\":true}");

    assertThat(result.payload()).contains("\"group\":\"/app/web\"", "RetriesExhausted");
    assertThat(receiver.uids()).isEmpty();
  }

  @Test
  void anUnknownMemberOfTheEventIsNamed() throws Exception {
    InvocationResult result = lambda.invoke("{\"dryrun\":true}");

    assertThat(result).isInstanceOf(InvocationResult.FunctionError.class);
    assertThat(result.payload()).contains("'dryrun' is unknown");
  }

  private void fill() {
    for (int i = 0; i < OBJECTS; i++) {
      put(i);
    }
  }

  private void put(int index) {
    s3.putObject(
        put -> put.bucket(BUCKET).key(OnFailure.key("forwarder", index)),
        RequestBody.fromBytes(
            OnFailure.record(new LogBatch(Payloads.SOURCE, List.of(Payloads.event(index))))));
  }

  private Counts counts(InvocationResult result) throws InterruptedException {
    return Counts.of(lambda.processes().getLast().stdout(), result.requestId());
  }

  private String output() {
    return lambda.processes().stream()
        .flatMap(
            process ->
                Stream.concat(process.stdout().lines().stream(), process.stderr().lines().stream()))
        .collect(Collectors.joining("\n"));
  }
}
