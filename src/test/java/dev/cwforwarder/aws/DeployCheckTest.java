package dev.cwforwarder.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.check.CheckException;
import dev.cwforwarder.check.DeployCheck;
import dev.cwforwarder.check.DeployedFunction;
import dev.cwforwarder.check.Finding;
import dev.cwforwarder.check.SelfCheckAnswer;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.testing.CommandLine;
import dev.cwforwarder.testing.aws.LambdaServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// The deploy check against the packaged function behind a Lambda API on loopback: each known
/// problem has its sentence.
@Tag("slow")
@Timeout(120)
final class DeployCheckTest {
  private static final String KEY = "ingestion-key-0123456789";
  private static final String ACCOUNT = "123456789012";
  private static final FunctionArn ALIAS =
      FunctionArn.parse("arn:aws:lambda:us-east-1:123456789012:function:stack-Forwarder-1:live");

  private final OtlpReceiver receiver =
      OtlpReceiver.start(OtlpReceiver.Options.plain().withApiKey(KEY));
  private final Path folder;
  private LocalLambda lambda;
  private LambdaServer server;

  DeployCheckTest(@TempDir Path folder) {
    this.folder = folder;
    lambda = LocalLambda.create(options());
    server = new LambdaServer(lambda);
  }

  @AfterEach
  void stop() {
    server.close();
    lambda.close();
    receiver.close();
  }

  @Test
  void anAcceptedEventIsFoundByItsId() throws Exception {
    Finding finding = check();

    assertThat(finding)
        .isEqualTo(new Finding(Finding.Level.ACCEPTED, "ClickStack accepted the event."));
    assertThat(receiver.records())
        .singleElement()
        .satisfies(
            record ->
                assertThat(record.getBody().getStringValue()).isEqualTo("deploy check the-id"));
    assertThat(receiver.requests().toString()).contains(DeployCheck.LOG_GROUP);
  }

  @Test
  void aWrongKeyIsReported() throws Exception {
    restart(options -> options.with("CLICKSTACK_API_KEY", "wrong"));

    assertFailed("the ingestion key is missing or wrong");
    assertFailed("without 'Bearer', fully managed ClickStack expects 'Bearer KEY'");
    assertThat(check().sentence()).doesNotContain("wrong-", KEY);
  }

  @ParameterizedTest
  @CsvSource({
    "404, no OTLP receiver at this address",
    "403, denies the request",
    "405, another service than ClickStack's OTLP receiver",
    "503, ClickStack responds but cannot accept data now",
  })
  void theResponseOfTheEndpointIsReported(int status, String sentence) throws Exception {
    receiver.answerAlways(Answer.status(status));

    assertFailed(sentence);
  }

  @Test
  void aWrongSchemeIsReported() throws Exception {
    String address = receiver.endpoint().toString();
    restart(
        options ->
            options.with("OTEL_EXPORTER_OTLP_ENDPOINT", address.replace("http://", "https://")));

    assertFailed("the endpoint's port has no TLS: use http://");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Client sent an HTTP request to an HTTPS server. | the endpoint's port expects TLS",
        "'Port 9000 is for clickhouse-client program\nYou' | another protocol than OTLP/HTTP",
      })
  void aWrongPortIsReported(String answer, String sentence) throws Exception {
    receiver.answerAlways(new Answer.Status(400, Map.of(), answer));

    assertFailed(sentence);
  }

  @Test
  void anEndpointThatClosesConnectionsIsReported() throws Exception {
    receiver.answerAlways(Answer.close());

    assertFailed("the endpoint's port expects TLS, or is not ClickStack's OTLP/HTTP port");
  }

  @Test
  void aLoginPageIsReported() throws Exception {
    receiver.answerAlways(Answer.html());

    assertFailed("another service than ClickStack's OTLP receiver");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1, nothing listens on the endpoint's port",
    "http://no-such-host.invalid:4318, cannot resolve the endpoint's host name",
  })
  void anUnreachableEndpointIsReported(String endpoint, String sentence) throws Exception {
    restart(options -> options.with("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint));

    assertFailed(sentence);
  }

  @Test
  void anEndpointThatDoesNotRespondIsReported() throws Exception {
    restart(options -> options.with("OTEL_EXPORTER_OTLP_TIMEOUT", "300"));
    receiver.answerAlways(Answer.delayed(Duration.ofSeconds(2), Answer.accept()));

    assertFailed("VpcSubnetIds");
  }

  @Test
  void aMalformedParameterIsReported() throws Exception {
    restart(options -> options.with("MAX_REQUEST_BYTES", "8MiB"));

    assertFailed("a parameter is malformed");
    assertThat(check().sentence()).contains("MAX_REQUEST_BYTES");
  }

  @Test
  void eachFunctionIsAskedWhatItReaches() throws Exception {
    SelfCheckAnswer reached = DeployCheck.selfCheck("stack-Forwarder-1", function());
    receiver.answerAlways(Answer.status(503));
    SelfCheckAnswer unreachable =
        DeployCheck.selfCheck("stack-ReplayFunction-1", function().sibling("stack-Replay-1"));

    assertThat(reached.rows()).containsExactly(new SelfCheckAnswer.Row("ClickStack", ""));
    assertThat(reached.isOk()).isTrue();
    assertThat(unreachable.isOk()).isFalse();
    assertThat(unreachable.rows().getFirst().problem()).contains("HTTP 503");
    assertThat(receiver.records()).isEmpty();
  }

  @Test
  void aFunctionThatDoesNotStartOrIsOlderThanItsCheckIsNamed() throws Exception {
    restart(options -> options.with("MAX_REQUEST_BYTES", "8MiB"));
    DeployedFunction.Reply old = new DeployedFunction.Reply(false, "null", "");

    assertThat(DeployCheck.selfCheck("f", function()).rows())
        .singleElement()
        .satisfies(row -> assertThat(row.problem()).contains("MAX_REQUEST_BYTES"));
    assertThat(DeployCheck.selfCheck("f", replying(old)).rows().getFirst().problem())
        .contains("does not answer it");
    server.refuse(403, "AccessDeniedException");
    assertThat(DeployCheck.selfCheck("f", function()).rows())
        .singleElement()
        .satisfies(row -> assertThat(row.problem()).contains("lambda:InvokeFunction"));
  }

  @Test
  void theCommandPrintsATableOfAllFunctions() throws Exception {
    CommandLine command =
        CommandLine.run(
            Map.of(
                "AWS_ENDPOINT_URL_LAMBDA", server.endpoint().toString(),
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local"),
            List.of(
                "deploy-check", "--alias", ALIAS.arn(), "--function", "stack-ReplayFunction-1"));

    assertThat(command.code()).as(command.output()).isZero();
    assertThat(command.output())
        .contains("ClickStack accepted the event.", "What each function reaches:")
        .containsPattern("stack-Forwarder-1 +ClickStack +ok")
        .containsPattern("stack-ReplayFunction-1 +ClickStack +ok");
  }

  private static DeployedFunction replying(DeployedFunction.Reply reply) {
    return new DeployedFunction() {
      @Override
      public Reply invoke(String event) {
        return reply;
      }

      @Override
      public Configuration behindAlias() {
        throw new UnsupportedOperationException();
      }

      @Override
      public Configuration latest() {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Test
  void rulesThatDropTheEventAreNoFailure() throws Exception {
    restart(
        options ->
            options.with(
                "RULES",
                "{\"filters\":[{\"name\":\"all\",\"action\":\"exclude\",\"body\":\"deploy\"}]}"));

    Finding finding = check();

    assertThat(finding.level()).isEqualTo(Finding.Level.WARNING);
    assertThat(finding.sentence()).contains("the parameter Rules dropped the event");
  }

  @Test
  void anOutdatedAliasIsReportedWithoutParameterValues() throws Exception {
    server.configure("CLICKSTACK_API_KEY", "a-newer-key");

    Finding finding = check();

    assertThat(finding.level()).isEqualTo(Finding.Level.WARNING);
    assertThat(finding.sentence())
        .contains("version 7, which is older", "CLICKSTACK_API_KEY", "accepted the event")
        .doesNotContain("a-newer-key", "LastModified");
  }

  @ParameterizedTest
  @CsvSource({
    "404, ResourceNotFoundException, There is no function",
    "403, ExpiredTokenException, invalid or expired (ExpiredTokenException): log in again",
    "403, UnrecognizedClientException, are invalid or expired",
    "403, AccessDeniedException, do not allow lambda:GetFunctionConfiguration",
    "429, TooManyRequestsException, no concurrency left",
    "502, ENILimitReachedException, cannot attach the function to its VPC",
    "418, TeapotException, HTTP 418 TeapotException",
  })
  void errorsOfLambdaAreReported(int status, String type, String sentence) {
    server.refuse(status, type);

    assertThatThrownBy(this::check)
        .isInstanceOf(CheckException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void anUnavailableApiIsReported() {
    server.close();

    assertThatThrownBy(this::check)
        .isInstanceOf(CheckException.class)
        .hasMessageContaining("No response from the Lambda API");
  }

  private void assertFailed(String sentence) throws CheckException {
    Finding finding = check();
    assertThat(finding.level()).isEqualTo(Finding.Level.FAILED);
    assertThat(finding.sentence())
        .startsWith("ClickStack did not accept the event: ")
        .contains(sentence);
  }

  private Finding check() throws CheckException {
    return new DeployCheck(function(), Clock.systemUTC()).run(ACCOUNT, "the-id");
  }

  private LambdaApi function() {
    return new LambdaApi(
        server.endpoint(),
        ALIAS,
        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
  }

  private void restart(UnaryOperator<LocalLambda.Options> change) {
    server.close();
    lambda.close();
    lambda = LocalLambda.create(change.apply(options()));
    server = new LambdaServer(lambda);
  }

  private LocalLambda.Options options() {
    return LocalLambda.Options.of(
            Path.of("target/function"),
            "dev.cwforwarder.handler.SubscriptionHandler",
            folder.resolve("failures"))
        .with("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString())
        .with("CLICKSTACK_API_KEY", KEY)
        .with("RETRY_BUDGET_MS", "0")
        .withTimeout(Duration.ofSeconds(30));
  }
}
