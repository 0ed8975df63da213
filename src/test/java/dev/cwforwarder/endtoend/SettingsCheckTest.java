package dev.cwforwarder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cwforwarder.local.http.HttpReply;
import dev.cwforwarder.local.http.LoopbackServer;
import dev.cwforwarder.local.http.Tls;
import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.testing.CommandLine;
import dev.cwforwarder.testing.KeyHunt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Settings are checked before a deployment by `scripts/check-settings.sh`, and during it by the
/// packaged function: both report the same.
@Tag("slow")
@Timeout(300)
final class SettingsCheckTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "ingestion-key-0123456789";

  private final BlockingQueue<String> responses = new LinkedBlockingQueue<>();
  private final LoopbackServer cloudFormation =
      LoopbackServer.start(
          0,
          new Tls.Off(),
          request -> {
            responses.add(request.body().toStringUtf8());
            return HttpReply.Response.text(200, "");
          });
  private final Path folder;
  private final LocalLambda lambda;

  SettingsCheckTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    lambda =
        LocalLambda.create(
            LocalLambda.Options.of(
                Path.of("target/function"),
                "dev.cwforwarder.handler.SettingsHandler",
                folder.resolve("failures")));
    // The scripts would build again if a source is newer: this build has compiled it.
    Files.setLastModifiedTime(Path.of("target/runtime/ready"), FileTime.from(Instant.now()));
  }

  @AfterEach
  void stop() {
    lambda.close();
    cloudFormation.close();
  }

  @Test
  void whatTheScriptAcceptsTheDeploymentAccepts() throws Exception {
    Map<String, String> parameters =
        Map.of(
            "ClickStackEndpoint", "https://clickstack.test:4318",
            "ClickStackApiKey", KEY,
            "Rules", "redaction:\n  presets: [jwt, email]\n",
            "PollConfig", "region: eu-west-1\nlogs:\n  groups:\n    named:\n      /app/web:\n",
            "Subscriptions", "{\"rules\":[{\"include\":\"/aws/lambda/*\"}]}",
            "LogGroupTags", "team",
            "VpcSubnetIds", "subnet-1, subnet-2",
            "VpcSecurityGroupIds", "sg-1");

    CommandLine checked = script(parameters);
    JsonNode response = deploy(parameters);

    assertThat(checked.output()).isEmpty();
    assertThat(checked.code()).isZero();
    assertThat(response.path("Status").asText()).as(response.toString()).isEqualTo("SUCCESS");
    assertThat(response.path("Data").path("Value").asText()).hasSize(16);
    KeyHunt.forKeys(KEY).in(lambda).inText("response", response.toString()).assertNothingFound();
  }

  @Test
  void whatTheScriptRefusesTheDeploymentRefusesForTheSameReasons() throws Exception {
    Map<String, String> parameters =
        Map.of(
            "ClickStackEndpoint", "https://clickstack.test:4318",
            "ClickStackApiKey", KEY,
            "ServiceNameRules", "/team/(=>$1",
            "Rules", "redaction: {presets: [nope]}",
            "PollConfig", "region: eu-west-1\nlogs: {groups: 7}",
            "Subscriptions", "{\"rules\":[{\"includes\":\"/a\"}]}");

    CommandLine checked = script(parameters);
    JsonNode response = deploy(parameters);

    assertThat(checked.code()).isEqualTo(1);
    assertThat(response.path("Status").asText()).isEqualTo("FAILED");
    List<String> problems = checked.output().lines().toList();
    assertThat(problems).hasSizeGreaterThanOrEqualTo(4);
    assertThat(response.path("Reason").asText().lines().skip(1).map(line -> line.substring(2)))
        .containsExactlyElementsOf(problems);
    KeyHunt.forKeys(KEY)
        .in(lambda)
        .inText("response", response.toString())
        .inText("script", checked.output())
        .assertNothingFound();
  }

  @Test
  void theScriptChecksTheTemplatesLimitsToo() throws Exception {
    CommandLine checked =
        script(
            Map.of(
                "ClickstackEndpoint", "https://clickstack.test:4318",
                "ClickStackApiKey", KEY + " ",
                "Compression", "lz4",
                "MemoryMegabytes", "128",
                "ReplayIntervalMinutes", "1"));

    assertThat(checked.code()).isEqualTo(1);
    assertThat(checked.output())
        .contains(
            "ClickstackEndpoint: the template has no such parameter, but ClickStackEndpoint",
            "ClickStackApiKey: expected printable ASCII",
            "Compression: expected one of zstd, gzip, none",
            "MemoryMegabytes: expected a number from 512 to 10240",
            "Set ReplayIntervalMinutes to 0, or to a value from 2 to 1440.",
            "Set ClickStackEndpoint, for example",
            "ClickStackEndpoint (OTEL_EXPORTER_OTLP_ENDPOINT of all functions) is required")
        .doesNotContain(KEY);
  }

  @Test
  void aNestedValueIsRefusedWithoutBeingShown() throws Exception {
    Path file = folder.resolve("parameters.json");
    Files.writeString(file, "{\"Rules\": {\"redaction\": \"%s\"}}".formatted(KEY));

    CommandLine checked = script(file);

    assertThat(checked.code()).isEqualTo(2);
    assertThat(checked.output()).contains("Rules: expected a text").doesNotContain(KEY);
  }

  private CommandLine script(Map<String, String> parameters) throws Exception {
    Path file = folder.resolve("parameters.json");
    JSON.writeValue(file.toFile(), parameters);
    return script(file);
  }

  private static CommandLine script(Path file) throws Exception {
    return CommandLine.execute(
        Map.of(), List.of("scripts/check-settings.sh", file.toString(), "--region", "eu-west-1"));
  }

  /// The event that CloudFormation would send for these parameters.
  private JsonNode deploy(Map<String, String> parameters) throws Exception {
    ObjectNode event =
        JSON.createObjectNode()
            .put("RequestType", "Create")
            .put("ResponseURL", "http://127.0.0.1:" + cloudFormation.port() + "/?X-Amz-Signature=1")
            .put("StackId", "arn:aws:cloudformation:::stack/a/1")
            .put("RequestId", "request-1")
            .put("LogicalResourceId", "SettingsFingerprint");
    event.set("ResourceProperties", properties(parameters));

    InvocationResult result = lambda.invoke(JSON.writeValueAsString(event));

    assertThat(result).as(result.payload()).isInstanceOf(InvocationResult.Success.class);
    return JSON.readTree(responses.take());
  }

  private JsonNode properties(Map<String, String> parameters) throws Exception {
    Path file = folder.resolve("properties.json");
    JSON.writeValue(file.toFile(), parameters);
    CommandLine evaluated =
        CommandLine.execute(
            Map.of(),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                "target/classes:target/test-classes:"
                    + Files.readString(Path.of("target/tools.classpath")),
                "dev.cwforwarder.local.SettingsProperties",
                file.toString(),
                "--region",
                "eu-west-1"));
    return JSON.readTree(evaluated.output().lines().toList().getLast());
  }
}
