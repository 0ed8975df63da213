package dev.cwforwarder.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.testing.KeyHunt;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.Spans;
import dev.cwforwarder.testing.aws.MotoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/// The packaged function with a key in AWS that is rotated or cannot be read. The key never occurs
/// in output or files.
@Tag("slow")
@Timeout(180)
final class KeyRotationTest {
  private static final String OLD_KEY = "old-ingestion-key-0123456789";
  private static final String NEW_KEY = "new-ingestion-key-9876543210";
  private static final String UNREACHABLE = "http://127.0.0.1:1";
  private static final String PARAMETER =
      "arn:aws:ssm:us-east-1:123456789012:parameter/clickstack/key";
  private static final int EVENTS = 500;

  /// The location of the key.
  enum Location {
    SECRET,
    MEMBER_OF_A_SECRET,
    PARAMETER
  }

  private final Path folder;
  private final OtlpReceiver receiver =
      OtlpReceiver.start(OtlpReceiver.Options.plain().withApiKey(OLD_KEY));
  private final MotoServer aws = MotoServer.start();
  private final SecretsManagerClient secrets =
      aws.client(
          SecretsManagerClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()));
  private final SsmClient parameters =
      aws.client(SsmClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()));
  private final String secretArn;
  private LocalLambda lambda;

  KeyRotationTest(@TempDir Path folder) {
    this.folder = folder;
    this.secretArn = secrets.createSecret(create -> create.name("key").secretString(OLD_KEY)).arn();
    parameters.putParameter(
        put -> put.name("/clickstack/key").value(OLD_KEY).type(ParameterType.SECURE_STRING));
    this.lambda = lambda(secretArn, aws.endpoint().toString(), UnaryOperator.identity());
  }

  @AfterEach
  void noKeyIsExposed() {
    try {
      KeyHunt.forKeys(OLD_KEY, NEW_KEY).in(lambda).inFiles(folder).assertNothingFound();
    } finally {
      stop();
    }
  }

  @ParameterizedTest
  @EnumSource(Location.class)
  void aKeyRotatedBetweenTwoInvocationsCostsOneRequest(Location location) throws Exception {
    restart(location);
    assertThat(succeeds().requests()).isEqualTo(1);
    receiver.clear();
    rotate(location);

    assertThat(succeeds().requests()).isEqualTo(2);
    assertThat(receiver.refused()).hasSize(1);
    assertThat(receiver.uids()).isEqualTo(Payloads.uids(EVENTS));
    assertThat(succeeds().requests()).isEqualTo(1);
  }

  @Test
  void spansAreSentWithTheKeyBeforeAndAfterItsRotation() throws Exception {
    String spans = new String(Payloads.invocation(Spans.SOURCE, Spans.batch(3).events()), UTF_8);
    assertThat(lambda.invoke(spans)).isInstanceOf(InvocationResult.Success.class);
    rotate(Location.SECRET);

    assertThat(lambda.invoke(spans)).isInstanceOf(InvocationResult.Success.class);

    assertThat(receiver.spans()).hasSize(6);
    assertThat(receiver.refused()).hasSize(1);
  }

  @Test
  void aKeyRotatedDuringAnInvocationCostsOneRequest() throws Exception {
    restart(options -> options.with("MAX_REQUEST_BYTES", "20000"));
    receiver.answerWith(
        _ -> {
          if (receiver.accepted().size() == 2) {
            rotate(Location.SECRET);
          }
          return Answer.accept();
        });

    Counts counts = succeeds();

    assertThat(receiver.refused()).hasSize(1);
    assertThat(counts.requests()).isEqualTo(receiver.requests().size() + 1);
    assertThat(receiver.accepted()).hasSizeGreaterThan(3);
    assertThat(receiver.uids()).isEqualTo(Payloads.uids(EVENTS));
  }

  @Test
  void a403ForAnOldKeyDoesNotRejectTheData() throws Exception {
    succeeds();
    receiver.clear();
    rotate(Location.SECRET);
    receiver.rotateKey("");
    receiver.answerNext(Answer.status(403));

    assertThat(succeeds().requests()).isEqualTo(2);
    assertThat(receiver.uids()).isEqualTo(Payloads.uids(EVENTS));
    assertThat(receiver.probes()).isZero();
  }

  @Test
  void anExpiredKeyIsReadAgainBeforeItIsRejected() throws Exception {
    restart(options -> options.with("CLICKSTACK_API_KEY_TTL_MS", "1000"));
    succeeds();
    rotate(Location.SECRET);
    Thread.sleep(1100);

    assertThat(succeeds().requests()).isEqualTo(1);
    assertThat(receiver.refused()).isEmpty();
  }

  @Test
  void aWrongKeyThatIsNotRotatedFailsTheInvocation() throws Exception {
    receiver.rotateKey(NEW_KEY);

    assertThat(fails().message()).contains("HTTP 401");
    assertThat(receiver.rawRequests()).isEqualTo(1);
  }

  @Test
  void aMissingSecretFailsTheInvocationAndIsNamed() throws Exception {
    restart(PARAMETER + "-missing", aws.endpoint().toString());

    assertThat(fails().message())
        .contains("the ingestion key cannot be read: GetParameter " + PARAMETER + "-missing")
        .contains("ParameterNotFound");
    assertThat(fails().message()).contains("next attempt after");
    assertThat(receiver.rawRequests()).isZero();
  }

  @Test
  void aBlankSecretIsNamedOnceTheOldKeyIsRefused() throws Exception {
    restart(options -> options.with("CLICKSTACK_API_KEY_TTL_MS", "1000"));
    succeeds();
    secrets.putSecretValue(put -> put.secretId(secretArn).secretString(" \n"));
    Thread.sleep(1100);
    succeeds();

    receiver.rotateKey(NEW_KEY);

    assertThat(fails().message())
        .contains("HTTP 401", "GetSecretValue " + secretArn + " failed: it is blank");
  }

  @Test
  void aKeyWithItsSchemeIsSentAsItIs() throws Exception {
    receiver.rotateKey("Bearer " + NEW_KEY);
    secrets.putSecretValue(put -> put.secretId(secretArn).secretString("Bearer " + NEW_KEY));

    succeeds();
  }

  @Test
  void aSecretThatCannotBeReachedFailsTheInvocationAndSendsNothing() throws Exception {
    restart(secretArn, UNREACHABLE);

    assertThat(fails().message()).contains("GetSecretValue", "us-east-1 does not answer");
    assertThat(receiver.rawRequests()).isZero();
  }

  @Test
  void aSnapshotContainsNoKeyAndNoClient() throws Exception {
    Path classes = folder.resolve("classes.log");
    restart(
        options ->
            options
                .withSnapStart()
                .with("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + classes + "::filecount=0"));
    receiver.rotateKey("");

    succeeds();

    List<String> loaded = loaded(classes);
    int primed = lastIndexOf(loaded, "handler.priming.LoopbackReceiver");
    int client = lastIndexOf(loaded, "services.secretsmanager.SecretsManagerClient ");
    assertThat(primed).isPositive();
    assertThat(client).isGreaterThan(primed);
    assertThat(loaded.subList(0, primed)).noneMatch(line -> line.contains("awssdk"));
  }

  @Test
  void withoutAnArnTheSdkIsNotLoaded() throws Exception {
    Path classes = folder.resolve("classes.log");
    restart(
        options ->
            options
                .with("CLICKSTACK_API_KEY_ARN", "")
                .with("OTEL_EXPORTER_OTLP_HEADERS", "authorization=" + OLD_KEY)
                .with("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + classes + "::filecount=0"));

    succeeds();

    assertThat(loaded(classes)).isNotEmpty().noneMatch(line -> line.contains("awssdk"));
  }

  private void stop() {
    lambda.close();
    secrets.close();
    parameters.close();
    aws.close();
    receiver.close();
  }

  private void rotate(Location location) {
    receiver.rotateKey(NEW_KEY);
    switch (location) {
      case SECRET -> secrets.putSecretValue(put -> put.secretId(secretArn).secretString(NEW_KEY));
      case MEMBER_OF_A_SECRET ->
          secrets.putSecretValue(put -> put.secretId(secretArn).secretString(json(NEW_KEY)));
      case PARAMETER ->
          parameters.putParameter(
              put -> put.name("/clickstack/key").value(NEW_KEY).overwrite(true));
    }
  }

  private static String json(String key) {
    return "{\"user\": \"me\", \"key\": \"%s\"}".formatted(key);
  }

  private void restart(Location location) {
    String arn =
        switch (location) {
          case SECRET -> secretArn;
          case MEMBER_OF_A_SECRET -> secretArn + "#key";
          case PARAMETER -> PARAMETER;
        };
    if (location == Location.MEMBER_OF_A_SECRET) {
      secrets.putSecretValue(put -> put.secretId(secretArn).secretString(json(OLD_KEY)));
    }
    restart(arn, aws.endpoint().toString());
  }

  private void restart(String arn, String endpoint) {
    lambda.close();
    lambda = lambda(arn, endpoint, UnaryOperator.identity());
  }

  private void restart(UnaryOperator<LocalLambda.Options> change) {
    lambda.close();
    lambda = lambda(secretArn, aws.endpoint().toString(), change);
  }

  private LocalLambda lambda(
      String arn, String endpoint, UnaryOperator<LocalLambda.Options> change) {
    return LocalLambda.create(
        change.apply(
            LocalLambda.Options.of(
                    Path.of("target/function"),
                    "dev.cwforwarder.handler.SubscriptionHandler",
                    folder.resolve("failures"))
                .with("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString())
                .with("CLICKSTACK_API_KEY_ARN", arn)
                .with("RETRY_BUDGET_MS", "3000")
                .with("AWS_ENDPOINT_URL", endpoint)
                .withTimeout(Duration.ofSeconds(60))));
  }

  private Counts succeeds() throws InterruptedException {
    InvocationResult result = lambda.invoke(payload());
    assertThat(result).isInstanceOf(InvocationResult.Success.class);
    return Counts.of(lambda.processes().getLast().stdout(), result.requestId());
  }

  private Counts fails() throws InterruptedException {
    InvocationResult result = lambda.invoke(payload());
    assertThat(result).isInstanceOf(InvocationResult.FunctionError.class);
    Counts counts = Counts.of(lambda.processes().getLast().stdout(), result.requestId());
    assertThat(counts.undelivered()).isEqualTo(EVENTS);
    return counts;
  }

  private static String payload() {
    return new String(Payloads.invocation(Payloads.SOURCE, Payloads.events(EVENTS)), UTF_8);
  }

  /// The classes that were loaded from the package, in order. The runtime client contains some
  /// classes of the SDK, too.
  private static List<String> loaded(Path classes) throws IOException {
    try (Stream<String> lines = Files.lines(classes)) {
      return lines.filter(line -> line.contains("/target/function/")).toList();
    }
  }

  private static int lastIndexOf(List<String> lines, String text) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).contains(text)) {
        return i;
      }
    }
    return -1;
  }
}
