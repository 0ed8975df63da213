package dev.cwforwarder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cwforwarder.testing.CommandLine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The command line with the logins of `aws sso login` and `aws login`: a home folder as the AWS
/// CLI leaves it, and a server that answers for the portal of IAM Identity Center and for Lambda.
@Tag("slow")
@Timeout(120)
final class LoginTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALIAS = "arn:aws:lambda:us-east-1:123456789012:function:f:live";
  private static final String EXPIRED = "The SSO session associated with this profile has expired";
  private static final String SSO_SESSION =
      """
      [sso-session company]
      sso_start_url = https://company.awsapps.com/start
      sso_region = eu-central-1
      sso_registration_scopes = sso:account:access

      [profile logs]
      sso_session = company
      sso_account_id = 123456789012
      sso_role_name = Admin
      region = us-east-1
      """;

  @TempDir private Path home;
  private final AtomicInteger handedOut = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> signedWith = new ConcurrentLinkedQueue<>();
  private Duration lifetime = Duration.ofHours(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/federation/credentials", this::credentialsOfTheRole);
    server.createContext("/2015-03-31/functions", this::lambda);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aProfileOfSsoLoginIsUsed() throws Exception {
    ssoLogin(Instant.now().plus(Duration.ofHours(8)));

    assertThat(deployCheck().output()).contains("no OTLP receiver");
    assertThat(signedWith).isNotEmpty().allMatch("ROLE1"::equals);
  }

  @Test
  void expiringCredentialsAreFetchedAnewDuringARun() throws Exception {
    ssoLogin(Instant.now().plus(Duration.ofHours(8)));
    lifetime = Duration.ofSeconds(30);

    assertThat(deployCheck().output()).contains("no OTLP receiver");
    assertThat(signedWith).hasSizeGreaterThan(1).doesNotHaveDuplicates();
  }

  @Test
  void theReasonOfAFailedLoginIsShownWhole() throws Exception {
    ssoLogin(Instant.now().minus(Duration.ofHours(1)));

    CommandLine done = deployCheck();

    assertThat(done.code()).isEqualTo(ExitCode.INVALID_INPUT);
    assertThat(done.output())
        .contains("aws sso login", "ProfileCredentialsProvider(profileName=logs): " + EXPIRED)
        .contains("InstanceProfileCredentialsProvider");
    assertThat(signedWith).isEmpty();
  }

  @Test
  void otherProfilesDoNotHideThatTheDefaultOneIsMissing() throws Exception {
    ssoLogin(Instant.now().plus(Duration.ofHours(8)));

    CommandLine done = run(Map.of("AWS_PROFILE", "default"), "deploy-check", "--alias", ALIAS);

    assertThat(done.output())
        .contains("Profile file contained no credentials for profile 'default'")
        .contains("InstanceProfileCredentialsProvider")
        .doesNotContain("another-account-7");
  }

  @Test
  void commandsOfOtherServicesShowTheReasonToo() throws Exception {
    ssoLogin(Instant.now().minus(Duration.ofHours(1)));

    CommandLine status = run("poll", "status", "--table", "checkpoints");
    CommandLine plan = run("subscribe", "plan", "--destination", ALIAS, "--own-group", "/own");

    for (CommandLine done : List.of(status, plan)) {
      assertThat(done.code()).isEqualTo(ExitCode.UNAVAILABLE);
      assertThat(done.output()).contains("aws sso login", EXPIRED);
    }
  }

  @Test
  void aProfileOfAwsLoginIsUsed() throws Exception {
    String session = "arn:aws:iam::123456789012:user/jane";
    write(
        ".aws/config",
        "[profile logs]\nlogin_session = %s\nregion = us-east-1\n".formatted(session));
    ObjectNode token = JSON.createObjectNode();
    token
        .putObject("accessToken")
        .put("accessKeyId", "LOGIN1")
        .put("secretAccessKey", "secret")
        .put("sessionToken", "session")
        .put("accountId", "123456789012")
        .put("expiresAt", Instant.now().plus(Duration.ofMinutes(15)).toString());
    token.put("tokenType", "aws_sigv4").put("clientId", "arn:aws:signin:::devtools/same-device");
    token.put("refreshToken", "refresh").put("idToken", "id").put("dpopKey", "unused");
    write(".aws/login/cache/" + hash("SHA-256", session) + ".json", token.toString());

    assertThat(deployCheck().output()).contains("no OTLP receiver");
    assertThat(signedWith).isNotEmpty().allMatch("LOGIN1"::equals);
  }

  private void ssoLogin(Instant expiry) throws Exception {
    String others =
        IntStream.range(0, 100)
            .mapToObj("\n[profile another-account-%d]\nregion = us-east-1\n"::formatted)
            .collect(Collectors.joining());
    write(".aws/config", SSO_SESSION + others);
    ObjectNode token =
        JSON.createObjectNode()
            .put("startUrl", "https://company.awsapps.com/start")
            .put("region", "eu-central-1")
            .put("accessToken", "token")
            .put("expiresAt", expiry.toString());
    write(".aws/sso/cache/" + hash("SHA-1", "company") + ".json", token.toString());
  }

  private void write(String file, String text) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static String hash(String algorithm, String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
  }

  private CommandLine deployCheck() throws Exception {
    return run("deploy-check", "--alias", ALIAS);
  }

  private CommandLine run(String... arguments) throws Exception {
    return run(Map.of("AWS_PROFILE", "logs"), arguments);
  }

  private CommandLine run(Map<String, String> profile, String... arguments) throws Exception {
    Map<String, String> environment = new HashMap<>(profile);
    environment.put("HOME", home.toString());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("SUBSCRIPTIONS", "rules: [{include: '*'}]");
    environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.getAddress().getPort());
    return CommandLine.run(environment, List.of(arguments));
  }

  /// GetRoleCredentials of the portal.
  private void credentialsOfTheRole(HttpExchange exchange) throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    answer
        .putObject("roleCredentials")
        .put("accessKeyId", "ROLE" + handedOut.incrementAndGet())
        .put("secretAccessKey", "secret")
        .put("sessionToken", "session")
        .put("expiration", Instant.now().plus(lifetime).toEpochMilli());
    boolean loggedIn =
        "token".equals(exchange.getRequestHeaders().getFirst("x-amz-sso_bearer_token"));
    answer(exchange, loggedIn ? 200 : 401, answer);
  }

  /// Invoke and GetFunctionConfiguration: a function that does not reach ClickStack.
  private void lambda(HttpExchange exchange) throws IOException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    signedWith.add(authorization.replaceAll(".*Credential=([^/]*)/.*", "$1"));
    if (exchange.getRequestURI().getPath().endsWith("/invocations")) {
      exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
    }
    answer(
        exchange,
        200,
        JSON.createObjectNode().put("Version", "1").put("errorMessage", "HTTP 404 "));
  }

  private static void answer(HttpExchange exchange, int status, ObjectNode answer)
      throws IOException {
    byte[] body = answer.toString().getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
