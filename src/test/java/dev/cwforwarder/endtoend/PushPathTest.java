package dev.cwforwarder.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.local.http.TestKeys;
import dev.cwforwarder.local.lambda.AsyncResult;
import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.testing.KeyHunt;
import dev.cwforwarder.testing.MarkdownTable;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.time.Waiting;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests faults with the packaged function under AWS's runtime client. After each fault, the sums
/// of the metrics are correct and the receiver has exactly the expected records.
@Tag("slow")
final class PushPathTest {
  private static final String KEY = "ingestion-key-0123456789";
  private static final int EVENTS = 500;

  private final Path folder;
  private OtlpReceiver receiver = OtlpReceiver.start(options());
  private LocalLambda lambda;

  PushPathTest(@TempDir Path folder) {
    this.folder = folder;
    this.lambda = LocalLambda.create(configured(UnaryOperator.identity()));
  }

  @AfterEach
  void stop() {
    lambda.close();
    receiver.close();
  }

  @Test
  void everythingArrives() throws Exception {
    Counts counts = succeeds(payload());

    assertThat(counts.exported()).isEqualTo(EVENTS);
    assertThat(counts.requests()).isEqualTo(1);
    assertArrived(EVENTS);
  }

  /// CloudWatch bills each metric that has values.
  @Test
  void anOrdinaryDeliveryPublishesTheMetricsOfTheDocumentedCosts() throws Exception {
    succeeds(payload());

    Set<String> published = new TreeSet<>();
    for (String line : output()) {
      if (line.contains("CloudWatchMetrics")) {
        published.addAll(new ObjectMapper().readTree(line).path("_aws").findValuesAsText("Name"));
      }
    }
    List<String> row =
        MarkdownTable.of("docs/cost.md", "constant of a stack").rows().stream()
            .filter(cells -> cells.getFirst().equals("metrics with traffic"))
            .findFirst()
            .orElseThrow();
    assertThat(MarkdownTable.code(row.get(2)))
        .hasSize(Integer.parseInt(row.get(1)))
        .containsExactlyInAnyOrderElementsOf(published);
  }

  @Test
  void aShortOutageIsRetried() throws Exception {
    receiver.answerNext(Answer.status(503));

    assertThat(succeeds(payload()).requests()).isEqualTo(2);
    assertArrived(EVENTS);
  }

  @Test
  void aDelayBeyondTheDeadlineIsLeftToLambda() throws Exception {
    receiver.answerAlways(Answer.retryAfter(429, "3600"));

    assertThat(fails(payload()).message()).contains("HTTP 429", "no time left");
    assertArrived(0);
  }

  @Test
  void aWrongKeyFailsTheInvocationAndIsNotLogged() throws Exception {
    restart(options -> options.with("CLICKSTACK_API_KEY", "wrong-secret"));

    assertThat(fails(payload()).message()).contains("HTTP 401");
    assertArrived(0);
    assertThat(output()).noneMatch(line -> line.contains("wrong-secret"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  void onePoisonRecordDoesNotAffectOthers(int status) throws Exception {
    receiver.answerWith(request -> hasPoison(request) ? Answer.status(status) : Answer.accept());
    List<LogEvent> events = new ArrayList<>(Payloads.events(EVENTS));
    events.set(137, Payloads.event(137, "poison"));

    Counts counts = fails(payload(events));

    assertThat(counts.exported()).isEqualTo(EVENTS - 1);
    assertThat(counts.undelivered()).isEqualTo(1);
    List<String> expected = new ArrayList<>(Payloads.uids(EVENTS));
    expected.remove(137);
    assertThat(receiver.uids()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void partialSuccessIsASuccessAndIsNotResent() throws Exception {
    receiver.answerNext(Answer.partialSuccess(3, "too old"));

    Counts counts = succeeds(payload());

    assertThat(counts.rejected()).isEqualTo(3);
    assertThat(counts.exported()).isEqualTo(EVENTS - 3);
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void redirectsFailTheInvocation() throws Exception {
    receiver.answerAlways(Answer.redirect(302, "https://login.example.com/"));

    assertThat(fails(payload()).message()).contains("redirects are not followed");
    assertArrived(0);
  }

  @Test
  void aLoginPageFailsTheInvocation() throws Exception {
    receiver.answerAlways(Answer.html());

    assertThat(fails(payload()).message()).contains("not an OTLP response");
  }

  @Test
  void aSlowResponseIsRetried() throws Exception {
    restart(options -> options.with("OTEL_EXPORTER_OTLP_TIMEOUT", "500"));
    receiver.answerNext(Answer.delayed(Duration.ofSeconds(3), Answer.status(503)));

    succeeds(payload());
    assertArrived(EVENTS);
  }

  @Test
  void aResetConnectionIsRetried() throws Exception {
    receiver.answerNext(Answer.reset());

    succeeds(payload());
    assertArrived(EVENTS);
  }

  @Test
  void aTruncatedResponseMayDuplicateRecordsButLosesNone() throws Exception {
    receiver.answerNext(Answer.truncated());

    succeeds(payload());
    assertThat(receiver.uids()).hasSize(2 * EVENTS).hasSameElementsAs(Payloads.uids(EVENTS));
  }

  @Test
  void aTruncatedPayloadFailsTheInvocation() throws Exception {
    byte[] gzipped = Payloads.gzip(Payloads.document(Payloads.SOURCE, Payloads.events(EVENTS)));
    byte[] half = Arrays.copyOf(gzipped, gzipped.length / 2);

    Counts counts = fails(new String(Payloads.envelope(half), UTF_8));

    assertThat(counts.message()).contains("not decodable: payload is truncated");
    assertArrived(0);
  }

  @Test
  void aControlMessageSucceedsAndSendsNothing() throws Exception {
    byte[] event = Payloads.envelope(Payloads.gzip(Payloads.controlMessage()));

    assertThat(succeeds(new String(event, UTF_8)).received()).isZero();
    assertThat(receiver.rawRequests()).isZero();
  }

  @Test
  void theForwardersOwnLogGroupIsDropped() throws Exception {
    LogSource own =
        new LogSource(
            "123456789012", "us-east-1", "/aws/lambda/clickstack-forwarder-local", "stream");
    byte[] event = Payloads.invocation(own, Payloads.events(5));

    assertThat(succeeds(new String(event, UTF_8)).dropped()).isEqualTo(5);
    assertThat(receiver.rawRequests()).isZero();
    Waiting.until(
        () -> output().stream().anyMatch(line -> line.contains("\"reason\":\"loop\"")),
        () -> "the reason in the log");
  }

  @Test
  void aKilledProcessLosesNothing() throws Exception {
    receiver.answerNext(Answer.delayed(Duration.ofSeconds(20), Answer.status(503)));
    CompletableFuture<AsyncResult> running = lambda.invokeAsync(payload());
    while (lambda.processes().isEmpty() || receiver.rawRequests() == 0) {
      Thread.sleep(20);
    }
    lambda.processes().getFirst().kill();

    AsyncResult result = running.get();

    assertThat(result.attempts().getFirst()).isInstanceOf(InvocationResult.Exited.class);
    assertThat(result.succeeded()).isTrue();
    assertArrived(EVENTS);
  }

  @Test
  void aConnectionThatIsResetDuringAFreezeIsReplaced() throws Exception {
    restart(LocalLambda.Options::withFreeze);
    succeeds(payload());
    receiver.resetConnections();
    receiver.clear();

    succeeds(payload());
    assertArrived(EVENTS);
    assertThat(lambda.processes()).hasSize(1);
  }

  @Test
  void aPermanentOutageStoresTheEventInTheOnFailureRecord() throws Exception {
    receiver.answerAlways(Answer.status(503));
    String payload = payload();

    AsyncResult result = lambda.invokeAsync(payload).get();

    assertThat(result.attempts()).hasSize(3).noneMatch(InvocationResult::succeeded);
    assertThat(Files.readString(result.failureRecord().orElseThrow()))
        .contains(payload.substring(payload.indexOf("H4sI"), payload.length() - 3));
    assertThat(receiver.requests().size())
        .as("one attempt per invocation after the first failure")
        .isLessThan(12);
    assertArrived(0);
  }

  @Test
  void aPrivateCertificateAuthorityIsTrusted() throws Exception {
    TestKeys keys = TestKeys.make(folder);
    secure(keys, "TLSv1.2", "TLSv1.3");

    succeeds(payload());
    assertArrived(EVENTS);
  }

  @Test
  void aServerWithTls11OnlyIsRejected() throws Exception {
    secure(TestKeys.make(folder), "TLSv1.1");

    assertThat(fails(payload()).undelivered()).isEqualTo(EVENTS);
    assertArrived(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zstd", "gzip", "none"})
  void everyCompressionArrives(String compression) throws Exception {
    restart(options -> options.with("OTEL_EXPORTER_OTLP_COMPRESSION", compression));

    succeeds(payload());
    assertArrived(EVENTS);
    assertThat(receiver.encodings()).containsExactly(compression.equals("none") ? "" : compression);
  }

  @Test
  void allBadSettingsAreNamedAtInit() {
    restart(
        options ->
            options
                .with("OTEL_EXPORTER_OTLP_COMPRESSION", "brotli")
                .with("MAX_REQUEST_BYTES", "8MiB"));

    InvocationResult result = lambda.invoke(payload());

    assertThat(result).isInstanceOf(InvocationResult.InitFailed.class);
    assertThat(result.payload() + output())
        .contains("2 invalid settings", "OTEL_EXPORTER_OTLP_COMPRESSION", "MAX_REQUEST_BYTES");
  }

  @Test
  void aSnapshotIsPrimedAndSendsNothing() throws Exception {
    restart(LocalLambda.Options::withSnapStart);

    succeeds(payload());
    assertArrived(EVENTS);
    assertThat(receiver.rawRequests()).isEqualTo(1);
    assertThat(output()).anyMatch(line -> line.contains("primed for the snapshot"));
  }

  private Counts succeeds(String payload) throws InterruptedException {
    InvocationResult result = lambda.invoke(payload);
    assertThat(result).isInstanceOf(InvocationResult.Success.class);
    Counts counts = counts(result);
    assertThat(counts.undelivered()).isZero();
    return counts;
  }

  private Counts fails(String payload) throws InterruptedException {
    InvocationResult result = lambda.invoke(payload);
    assertThat(result).isInstanceOf(InvocationResult.FunctionError.class);
    Counts counts = counts(result);
    assertThat(counts.undelivered()).isPositive();
    return counts;
  }

  private Counts counts(InvocationResult result) throws InterruptedException {
    KeyHunt.forKeys(KEY).in(lambda).inFiles(folder.resolve("failures")).assertNothingFound();
    return Counts.of(lambda.processes().getLast().stdout(), result.requestId());
  }

  private void assertArrived(int events) {
    assertThat(receiver.uids()).isEqualTo(Payloads.uids(events));
  }

  private List<String> output() {
    List<String> lines = new ArrayList<>();
    lambda
        .processes()
        .forEach(
            process -> {
              lines.addAll(process.stdout().lines());
              lines.addAll(process.stderr().lines());
            });
    return lines;
  }

  private void restart(UnaryOperator<LocalLambda.Options> change) {
    lambda.close();
    lambda = LocalLambda.create(configured(change));
  }

  private void secure(TestKeys keys, String... protocols) throws IOException {
    receiver.close();
    receiver = OtlpReceiver.start(options().withTls(keys.tls(protocols)));
    restart(
        options ->
            options
                .with("OTEL_EXPORTER_OTLP_CERTIFICATE", keys.certificate().toString())
                .with("RETRY_BUDGET_MS", "0"));
  }

  private LocalLambda.Options configured(UnaryOperator<LocalLambda.Options> change) {
    return change.apply(
        LocalLambda.Options.of(
                Path.of("target/function"),
                "dev.cwforwarder.handler.SubscriptionHandler",
                folder.resolve("failures"))
            .with("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString())
            .with("CLICKSTACK_API_KEY", KEY)
            .with("RETRY_BUDGET_MS", "3000")
            .withTimeout(Duration.ofSeconds(30))
            .withRetryDelays(Duration.ZERO, Duration.ZERO));
  }

  private static OtlpReceiver.Options options() {
    return OtlpReceiver.Options.plain().withApiKey(KEY);
  }

  private static String payload() {
    return payload(Payloads.events(EVENTS));
  }

  private static String payload(List<LogEvent> events) {
    return new String(Payloads.invocation(Payloads.SOURCE, events), UTF_8);
  }

  private static boolean hasPoison(ExportLogsServiceRequest request) {
    return request.getResourceLogsList().stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .anyMatch(record -> record.getBody().getStringValue().equals("poison"));
  }
}
