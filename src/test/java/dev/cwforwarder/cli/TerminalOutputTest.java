package dev.cwforwarder.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import dev.cwforwarder.testing.CommandLine;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.StoredForms;
import dev.cwforwarder.testing.aws.MotoServer;
import dev.cwforwarder.testing.aws.OnFailure;
import dev.cwforwarder.testing.aws.SimulatedLogGroups;
import dev.cwforwarder.testing.aws.SubscriptionsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// The commands with names and messages that contain escape sequences: none reaches the terminal.
@Tag("slow")
@Timeout(300)
final class TerminalOutputTest {
  /// Clears the screen in two spellings, sets the title, starts a line, reverses the direction.
  private static final String HOSTILE = "/app\u001b[2J\u009b2J\u001b]0;x\u0007\nfake line\u202egpj";

  private static final String VISIBLE = "/app\\x1b[2J\\x9b2J\\x1b]0;x\\x07\\nfake line\\u202egpj";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private String output = "";

  @Test
  void pollStatusShowsEscapes() throws Exception {
    Path state = folder.resolve("state.json");
    ObjectNode checkpoint = (ObjectNode) StoredForms.json("checkpoint/fresh.json");
    checkpoint
        .putObject("failure")
        .put("reason", "DENIED")
        .put("message", "no permission for " + HOSTILE)
        .put("since", "2026-01-05T10:00:00Z")
        .put("times", 1)
        .put("retryAt", "2026-01-05T10:00:00Z");
    ObjectNode file = JSON.createObjectNode();
    file.put("format", "clickstack-cloudwatch-forwarder/checkpoints/1");
    file.putObject("sources")
        .putObject("1/us-east-1" + HOSTILE)
        .put("version", 1)
        .put("state", checkpoint.toString());
    Files.writeString(state, file.toString());

    assertThat(run(Map.of(), "poll", "status", "--state", state.toString())).as(output).isZero();
    assertVisible("1/us-east-1" + VISIBLE, "no permission for " + VISIBLE);

    assertThat(run(Map.of(), "poll", "status", "--json", "--state", state.toString())).isZero();
    assertNothingHidden();
    assertThat(JSON.readTree(output).path(0).path("id").asText())
        .isEqualTo("1/us-east-1" + HOSTILE);
  }

  @Test
  void tablesOfSubscriptionsShowEscapes() throws Exception {
    SimulatedLogGroups aws = new SimulatedLogGroups(Clock.systemUTC(), 2);
    ListedGroup group = aws.create(HOSTILE, "STANDARD");
    assertThat(group.name()).isEqualTo(HOSTILE);
    try (SubscriptionsServer server = SubscriptionsServer.start(aws)) {
      Map<String, String> environment =
          Map.of(
              "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS",
              server.endpoint().toString(),
              "SUBSCRIPTIONS",
              "rules:\n  - include: '*'\n");
      String alias = "arn:aws:lambda:eu-central-1:123456789012:function:logs:live";
      String[] plan = {
        "subscribe", "plan", "--stack", "logs", "--destination", alias, "--own-group", "/own"
      };

      assertThat(run(environment, plan)).as(output).isZero();
      assertVisible(VISIBLE);
    }
  }

  @Test
  void tablesOfReplaysShowEscapes() throws Exception {
    LogSource source = new LogSource("123456789012", "eu-central-1", HOSTILE, "s");
    byte[] record = OnFailure.record(new LogBatch(source, Payloads.events(1)));
    try (MotoServer moto = MotoServer.start();
        OtlpReceiver receiver = OtlpReceiver.start();
        S3Client s3 = moto.client(S3Client.builder())) {
      moto.createBucket("failures");
      s3.putObject(
          put -> put.bucket("failures").key(OnFailure.key("forwarder", 0)),
          RequestBody.fromBytes(record));
      Map<String, String> environment =
          Map.of(
              "AWS_ENDPOINT_URL_S3", moto.endpoint().toString(),
              "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString());

      assertThat(run(environment, "replay", "--bucket", "failures", "--dry-run")).isZero();
      assertVisible(VISIBLE);
    }
  }

  @Test
  void deployCheckShowsEscapesAndTruncates() throws Exception {
    String error = "HTTP 404 " + HOSTILE.replace("\n", "") + "x".repeat(100_000);
    HttpServer lambda =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    lambda.createContext(
        "/",
        exchange -> {
          boolean invoked = exchange.getRequestURI().getPath().endsWith("/invocations");
          if (invoked) {
            exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
          }
          ObjectNode answer = JSON.createObjectNode().put("Version", "1");
          byte[] body = answer.put("errorMessage", error).toString().getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    lambda.start();
    try {
      String address = "http://127.0.0.1:" + lambda.getAddress().getPort();
      String alias = "arn:aws:lambda:us-east-1:123456789012:function:f:live";

      assertThat(run(Map.of("AWS_ENDPOINT_URL_LAMBDA", address), "deploy-check", "--alias", alias))
          .isEqualTo(ExitCode.UNAVAILABLE);
      assertVisible("no OTLP receiver", "\\x1b[2J\\x9b2J");
      assertThat(output).hasSizeLessThan(10_000);
    } finally {
      lambda.stop(0);
    }
  }

  @Test
  void textOfConfigurationFilesIsShownWithEscapesAndTruncated() throws Exception {
    Path collector =
        Files.writeString(
            folder.resolve("collector.yaml"),
            """
            receivers:
              awscloudwatch: {region: us-east-1, logs: {groups: {named: {/app: {}}}}}
            processors:
              "batch/\\e[2J\\N\\u009b\\u202e": {timeout: "\\e[2J"}
            exporters:
              otlphttp: {endpoint: "http://x:4318"}
            service:
              pipelines:
                logs: {receivers: [awscloudwatch], exporters: [otlphttp]}
            """);
    for (String json : List.of("--json", "")) {
      List<String> more = json.isEmpty() ? List.of() : List.of(json);
      assertThat(run(Map.of(), more, "import-collector-config", collector.toString()))
          .as(output)
          .isZero();
      assertNothingHidden();
    }

    Map<String, String> wrong =
        Map.of("OTEL_EXPORTER_OTLP_COMPRESSION", HOSTILE, "RETRY_BUDGET_MS", "x".repeat(20_000));
    assertThat(run(wrong, "replay", "--bucket", "failures")).isEqualTo(ExitCode.INVALID_INPUT);
    assertVisible("invalid settings", "RETRY_BUDGET_MS: ", "\\x1b[2J\\x9b2J");
    assertThat(output).hasSizeLessThan(4_000);
  }

  private void assertVisible(String... texts) {
    assertNothingHidden();
    assertThat(output).contains(texts);
  }

  private void assertNothingHidden() {
    assertThat(output)
        .doesNotContain("\u001b", "\u009b", "\u0007", "\u0085", "\u202e", "\nfake line");
  }

  private int run(Map<String, String> environment, String... arguments) throws Exception {
    return run(environment, List.of(), arguments);
  }

  private int run(Map<String, String> environment, List<String> more, String... arguments)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("LC_ALL", "C.UTF-8");
    all.put("AWS_ACCESS_KEY_ID", "local");
    all.put("AWS_SECRET_ACCESS_KEY", "local");
    all.put("AWS_REGION", "us-east-1");
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addAll(more);
    CommandLine done = CommandLine.run(all, command);
    output = done.output();
    return done.code();
  }
}
