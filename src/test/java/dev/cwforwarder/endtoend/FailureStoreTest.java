package dev.cwforwarder.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.testing.BucketDocument;
import dev.cwforwarder.testing.KeyHunt;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.aws.MotoServer;
import dev.cwforwarder.testing.otlp.Arrived;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The documents that the packaged function stores in its failure bucket, and faults of the bucket.
@Tag("slow")
final class FailureStoreTest {
  private static final String KEY = "ingestion-key-0123456789";
  private static final String BUCKET = "failures";
  private static final String POISON = "poison: a customer's text";
  private static final String UNREACHABLE = "http://127.0.0.1:1";
  private static final int EVENTS = 500;

  private final Path folder;
  private final OtlpReceiver receiver =
      OtlpReceiver.start(OtlpReceiver.Options.plain().withApiKey(KEY));
  private final List<AutoCloseable> open = new ArrayList<>(List.of(receiver));

  FailureStoreTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @Test
  void onePoisonRecordIsStoredAndTheOthersArrive() throws Exception {
    refusePoison();
    MotoServer s3 = s3();
    LocalLambda lambda = lambdaWith(s3);

    Counts counts = succeeds(lambda, payload(137));

    assertThat(counts.exported()).isEqualTo(EVENTS - 1);
    assertThat(counts.stored()).isEqualTo(1);
    assertThat(receiver.uids()).hasSize(EVENTS - 1).doesNotContain(Payloads.uid(137));
    BucketDocument stored = only(s3);
    assertThat(stored.key()).startsWith("quarantine/clickstack-forwarder-local/2025/11/24/");
    assertThat(stored.uids()).containsExactly(Payloads.uid(137));
    assertThat(output(lambda))
        .anyMatch(line -> line.contains("1 records stored in quarantine"))
        .noneMatch(line -> line.contains(POISON) || line.contains("SLF4J"));
  }

  @Test
  void twentyPoisonRecordsAtTheStartAreStoredAndTheOthersArrive() throws Exception {
    refusePoison();
    MotoServer s3 = s3();

    Counts counts = succeeds(lambdaWith(s3), payload(IntStream.range(0, 20).toArray()));

    assertThat(counts.stored()).isEqualTo(20);
    assertThat(receiver.uids()).hasSize(EVENTS - 20);
    assertThat(only(s3).uids()).isEqualTo(Payloads.uids(20));
  }

  @Test
  void anEndpointThatRejectsEverythingFailsTheInvocationAndNothingIsStored() throws Exception {
    receiver.answerAlways(Answer.status(400));
    MotoServer s3 = s3();

    Counts counts = fails(lambdaWith(s3), payload());

    assertThat(counts.undelivered()).isEqualTo(EVENTS);
    assertThat(s3.documents(BUCKET)).isEmpty();
  }

  @Test
  void aPayloadThatCannotBeDecodedIsStoredByteForByte() throws Exception {
    MotoServer s3 = s3();
    LocalLambda lambda = lambdaWith(s3);
    String event = "{\"awslogs\": {\"data\": \"H4sIcut, a customer's text\"}}";

    Counts counts = succeeds(lambda, event);

    assertThat(counts.stored()).isEqualTo(1);
    assertThat(counts.level()).isEqualTo("WARN");
    assertThat(counts.message()).startsWith("not decodable: ");
    BucketDocument stored = only(s3);
    assertThat(stored.key()).startsWith("undecodable/clickstack-forwarder-local/");
    assertThat(new String(stored.input(), UTF_8)).isEqualTo(event);
    assertThat(output(lambda)).noneMatch(line -> line.contains("a customer's text"));
  }

  @Test
  void aPartlyRejectedRequestIsStoredForInspection() throws Exception {
    receiver.answerNext(Answer.partialSuccess(3, "too old"));
    MotoServer s3 = s3();

    Counts counts = succeeds(lambdaWith(s3), payload());

    assertThat(counts.rejected()).isEqualTo(3);
    assertThat(only(s3).key()).startsWith("rejected/");
    assertThat(only(s3).uids()).isEqualTo(Payloads.uids(EVENTS));
  }

  @Test
  void aMissingBucketFailsTheInvocationThatNeedsIt() throws Exception {
    refusePoison();
    MotoServer s3 = s3();
    LocalLambda lambda =
        lambda(s3.endpoint().toString(), "no-such-bucket", UnaryOperator.identity());

    Counts counts = fails(lambda, payload(137));

    assertThat(counts.exported()).isEqualTo(EVENTS - 1);
    assertThat(counts.undelivered()).isEqualTo(1);
    assertThat(counts.message()).contains("HTTP 404 NoSuchBucket");
  }

  @Test
  void aStoreThatCannotBeReachedFailsTheInvocation() throws Exception {
    refusePoison();
    LocalLambda lambda = lambda(UNREACHABLE, BUCKET, UnaryOperator.identity());

    assertThat(fails(lambda, payload(0)).message()).contains("not stored: PUT s3://failures/");
    assertThat(fails(lambda, "{\"awslogs\": {}}").message())
        .contains("not decodable", "not stored: PUT s3://failures/undecodable/");
  }

  @Test
  void aStoreThatCannotBeReachedFailsAPartialSuccessToo() throws Exception {
    receiver.answerNext(Answer.partialSuccess(3, "too old"));
    LocalLambda lambda = lambda(UNREACHABLE, BUCKET, UnaryOperator.identity());

    Counts counts = fails(lambda, payload());

    assertThat(counts.undelivered()).isEqualTo(3);
    assertThat(counts.exported()).isEqualTo(EVENTS - 3);
    assertThat(output(lambda)).anyMatch(line -> line.contains(Payloads.uid(EVENTS - 1)));
  }

  /// Loading the SDK takes longer than the rest of a cold start.
  @Test
  void theAwsSdkIsLoadedOnlyToStoreADocument() throws Exception {
    Path classes = folder.resolve("classes.log");
    LocalLambda lambda =
        lambda(
            UNREACHABLE,
            BUCKET,
            options ->
                options.with(
                    "JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + classes + "::filecount=0"));

    succeeds(lambda, payload());
    assertThat(loaded(classes)).anyMatch(line -> line.contains("dev.cwforwarder.wiring.Lazy"));
    assertThat(loaded(classes)).noneMatch(line -> line.contains("awssdk"));

    fails(lambda, "{}");
    assertThat(loaded(classes))
        .anyMatch(line -> line.contains("software.amazon.awssdk.services.s3.S3Client"));
  }

  /// The classes that were loaded from the package. The runtime client contains some classes of the
  /// SDK, too.
  private static List<String> loaded(Path classes) throws IOException {
    try (Stream<String> lines = Files.lines(classes)) {
      return lines.filter(line -> line.contains("/target/function/")).toList();
    }
  }

  private MotoServer s3() {
    MotoServer s3 = MotoServer.start();
    open.add(s3);
    s3.createBucket(BUCKET);
    return s3;
  }

  private LocalLambda lambdaWith(MotoServer s3) {
    return lambda(s3.endpoint().toString(), BUCKET, UnaryOperator.identity());
  }

  private LocalLambda lambda(String s3, String bucket, UnaryOperator<LocalLambda.Options> change) {
    LocalLambda lambda =
        LocalLambda.create(
            change.apply(
                LocalLambda.Options.of(
                        Path.of("target/function"),
                        "dev.cwforwarder.handler.SubscriptionHandler",
                        folder.resolve("failures"))
                    .with("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString())
                    .with("CLICKSTACK_API_KEY", KEY)
                    .with("RETRY_BUDGET_MS", "3000")
                    .with("FAILURE_BUCKET", bucket)
                    .with("AWS_ENDPOINT_URL_S3", s3)
                    .withTimeout(Duration.ofSeconds(60))));
    open.add(lambda);
    return lambda;
  }

  private void refusePoison() {
    receiver.answerWith(
        request ->
            Arrived.in(request).stream().anyMatch(record -> record.body().equals(POISON))
                ? Answer.status(400)
                : Answer.accept());
  }

  private static BucketDocument only(MotoServer s3) {
    List<BucketDocument> documents = s3.documents(BUCKET);
    assertThat(documents).hasSize(1);
    return documents.getFirst();
  }

  private Counts succeeds(LocalLambda lambda, String payload) throws InterruptedException {
    InvocationResult result = lambda.invoke(payload);
    assertThat(result).isInstanceOf(InvocationResult.Success.class);
    return counts(lambda, result);
  }

  private Counts fails(LocalLambda lambda, String payload) throws InterruptedException {
    InvocationResult result = lambda.invoke(payload);
    assertThat(result).isInstanceOf(InvocationResult.FunctionError.class);
    return counts(lambda, result);
  }

  private Counts counts(LocalLambda lambda, InvocationResult result) throws InterruptedException {
    KeyHunt.forKeys(KEY).in(lambda).inFiles(folder.resolve("failures")).assertNothingFound();
    return Counts.of(lambda.processes().getLast().stdout(), result.requestId());
  }

  private static List<String> output(LocalLambda lambda) {
    return lambda.processes().stream()
        .flatMap(
            process ->
                Stream.concat(process.stdout().lines().stream(), process.stderr().lines().stream()))
        .toList();
  }

  private static String payload(int... poison) {
    List<LogEvent> events = new ArrayList<>(Payloads.events(EVENTS));
    for (int index : poison) {
      events.set(index, Payloads.event(index, POISON));
    }
    return new String(Payloads.invocation(Payloads.SOURCE, events), UTF_8);
  }
}
