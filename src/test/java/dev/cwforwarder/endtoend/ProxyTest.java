package dev.cwforwarder.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.http.TestKeys;
import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.testing.CommandLine;
import dev.cwforwarder.testing.KeyHunt;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.aws.MotoServer;
import dev.cwforwarder.testing.net.ForwardProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// The packaged function and the command line behind a proxy. Names below `.test` exist only for
/// the proxy, so a request to them arrives through it or not at all.
@Tag("slow")
@Timeout(180)
final class ProxyTest {
  private static final String KEY = "ingestion-key-0123456789";
  private static final String PASSWORD = "p:a ss/w+rd-9876543210";
  private static final String ENCODED = "p%3Aa%20ss%2Fw+rd-9876543210";
  private static final int EVENTS = 50;

  @TempDir private static Path shared;
  private static MotoServer aws;
  private static TestKeys keys;
  private static String secretArn;

  @TempDir private Path folder;
  private final ForwardProxy proxy = ForwardProxy.start("user:" + PASSWORD);
  private final ForwardProxy open = ForwardProxy.start("");
  private final OtlpReceiver receiver = OtlpReceiver.start(receiverOptions());

  @BeforeAll
  static void start() {
    aws = MotoServer.start();
    keys = TestKeys.makeFor(shared, "clickstack.test");
    try (SecretsManagerClient secrets = aws.client(SecretsManagerClient.builder())) {
      secretArn = secrets.createSecret(create -> create.name("key").secretString(KEY)).arn();
    }
  }

  @AfterAll
  static void stopAws() {
    aws.close();
  }

  @AfterEach
  void stop() {
    receiver.close();
    proxy.close();
    open.close();
  }

  @ParameterizedTest
  @CsvSource({"HTTPS_PROXY, HTTP_PROXY", "https_proxy, http_proxy"})
  void postsAndCallsToAwsPassThroughTheirProxies(String https, String http) throws Exception {
    Map<String, String> env =
        with(proxies(https, ENCODED), http, "http://127.0.0.1:" + open.port());
    try (LocalLambda lambda = lambda(env)) {
      assertThat(invoke(lambda)).isInstanceOf(InvocationResult.Success.class);
      assertThat(invoke(lambda)).isInstanceOf(InvocationResult.Success.class);

      assertThat(receiver.uids()).isEqualTo(twice(Payloads.uids(EVENTS)));
      assertThat(receiver.connections()).isEqualTo(1);
      assertThat(receiver.requests())
          .allSatisfy(it -> assertThat(it.http().header("proxy-authorization")).isEmpty());
      assertThat(proxy.passed())
          .containsExactly("CONNECT clickstack.test:" + receiver.endpoint().getPort());
      assertThat(open.passed()).containsExactly("http://aws.test:" + aws.endpoint().getPort());
      assertNoSecretIsExposed(lambda);
    }
  }

  @Test
  void plainRequestsAreForwardedWithTheUserOfTheProxy() throws Exception {
    try (OtlpReceiver plain = OtlpReceiver.start(OtlpReceiver.Options.plain().withApiKey(KEY))) {
      String address = "http://clickstack.test:" + plain.endpoint().getPort();
      Map<String, String> env = with(proxies("HTTP_PROXY", ENCODED), "NO_PROXY", "aws.test");
      env = with(env, "OTEL_EXPORTER_OTLP_ENDPOINT", address);
      env = with(env, "AWS_ENDPOINT_URL", aws.endpoint().toString());
      try (LocalLambda lambda = lambda(env)) {
        assertThat(invoke(lambda)).isInstanceOf(InvocationResult.Success.class);
        assertNoSecretIsExposed(lambda);
      }

      assertThat(plain.uids()).isEqualTo(Payloads.uids(EVENTS));
      assertThat(plain.requests())
          .allSatisfy(it -> assertThat(it.http().header("proxy-authorization")).isEmpty());
      assertThat(proxy.passed()).containsExactly(address);
    }
  }

  @Test
  void callsToAwsWithTlsUseTheProxyForTls() throws Exception {
    Map<String, String> env = with(proxies("HTTPS_PROXY", ENCODED), "HTTP_PROXY", "127.0.0.1:1");
    try (LocalLambda lambda = lambda(with(env, "AWS_ENDPOINT_URL", "https://aws.invalid"))) {
      assertThat(message(invoke(lambda)))
          .contains("the ingestion key cannot be read", "Unable to tunnel through proxy", "403");

      assertThat(proxy.denied()).contains("CONNECT aws.invalid:443");
      assertNoSecretIsExposed(lambda);
    }
  }

  @Test
  void thisMachineAndExceptionsAreReachedDirectly() throws Exception {
    Map<String, String> env = proxies("HTTPS_PROXY HTTP_PROXY", ENCODED);
    env = with(env, "AWS_ENDPOINT_URL", aws.endpoint().toString());
    env = with(env, "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString());
    try (LocalLambda lambda = lambda(env)) {
      assertThat(invoke(lambda)).isInstanceOf(InvocationResult.Success.class);
    }
    Map<String, String> excepted =
        with(proxies("HTTPS_PROXY HTTP_PROXY", ENCODED), "NO_PROXY", "test");
    try (LocalLambda lambda = lambda(excepted)) {
      assertThat(message(invoke(lambda))).contains("UnknownHost");
    }

    assertThat(proxy.passed()).isEmpty();
    assertThat(proxy.denied()).isEmpty();
  }

  @Test
  void aWrongPasswordIsReportedWithoutIt() throws Exception {
    Map<String, String> env = proxies("HTTPS_PROXY HTTP_PROXY", "wrong-password-1");
    env = with(env, "AWS_ENDPOINT_URL", aws.endpoint().toString());
    try (LocalLambda lambda = lambda(env)) {
      assertThat(message(invoke(lambda)))
          .contains(
              "/v1/logs through the proxy 127.0.0.1:" + proxy.port(),
              "the proxy expects a user name and a password");
      assertNoSecretIsExposed(lambda);
    }
  }

  @Test
  void aMalformedProxyStopsTheFunctionAndTheCommandLine() throws Exception {
    String malformed = "https://user:" + ENCODED + "@proxy.test:3128";
    try (LocalLambda lambda =
        lambda(with(proxies("HTTP_PROXY", ENCODED), "HTTPS_PROXY", malformed))) {
      assertThat(message(invoke(lambda))).contains("HTTPS_PROXY: expected http://HOST:PORT");
      assertNoSecretIsExposed(lambda);
    }

    CommandLine status =
        CommandLine.run(
            Map.of("HTTPS_PROXY", malformed),
            List.of("poll", "status", "--state", folder.resolve("s.json").toString()));
    assertThat(status.code()).isEqualTo(2);
    assertThat(status.output())
        .contains("HTTPS_PROXY: expected http://HOST:PORT")
        .doesNotContain(ENCODED);
  }

  private static OtlpReceiver.Options receiverOptions() {
    return OtlpReceiver.Options.plain().withApiKey(KEY).withTls(keys.tls());
  }

  private Map<String, String> proxies(String names, String password) {
    String value = "http://user:%s@127.0.0.1:%d".formatted(password, proxy.port());
    Map<String, String> env = new HashMap<>();
    for (String name : names.split(" ", -1)) {
      env.put(name, value);
    }
    return env;
  }

  private static Map<String, String> with(Map<String, String> env, String name, String value) {
    Map<String, String> more = new HashMap<>(env);
    more.put(name, value);
    return more;
  }

  private LocalLambda lambda(Map<String, String> env) throws IOException {
    LocalLambda.Options options =
        LocalLambda.Options.of(
                Path.of("target/function"),
                "dev.cwforwarder.handler.SubscriptionHandler",
                folder.resolve("failures"))
            .with(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "https://clickstack.test:" + receiver.endpoint().getPort())
            .with("OTEL_EXPORTER_OTLP_CERTIFICATE", Files.readString(keys.certificate()))
            .with("CLICKSTACK_API_KEY_ARN", secretArn)
            .with("AWS_ENDPOINT_URL", "http://aws.test:" + aws.endpoint().getPort())
            .with("RETRY_BUDGET_MS", "0")
            .withTimeout(Duration.ofSeconds(60));
    for (Map.Entry<String, String> variable : env.entrySet()) {
      options = options.with(variable.getKey(), variable.getValue());
    }
    return LocalLambda.create(options);
  }

  private void assertNoSecretIsExposed(LocalLambda lambda) {
    KeyHunt.forKeys(KEY, PASSWORD, ENCODED, "wrong-password-1")
        .in(lambda)
        .inFiles(folder)
        .assertNothingFound();
  }

  private static InvocationResult invoke(LocalLambda lambda) throws InterruptedException {
    return lambda.invoke(
        new String(Payloads.invocation(Payloads.SOURCE, Payloads.events(EVENTS)), UTF_8));
  }

  private static String message(InvocationResult result) {
    assertThat(result).isNotInstanceOf(InvocationResult.Success.class);
    return result.toString();
  }

  private static List<String> twice(List<String> uids) {
    return Collections.nCopies(2, uids).stream().flatMap(List::stream).toList();
  }
}
