package dev.cwforwarder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.testing.CommandLine;
import dev.cwforwarder.testing.LocalProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// `poll` as a separate process, without a stack.
@Tag("slow")
@Timeout(300)
final class PollCommandTest {
  @TempDir Path folder;

  private String output = "";

  @Test
  void onceDeliversAllDueEventsAndASecondRunNothing() throws Exception {
    try (PollScene scene = new PollScene(100)) {
      scene.past(3_000);

      assertThat(poll(scene, Map.of(), "run", "--once", "--state", state())).isZero();
      assertThat(output).contains("2 sources").doesNotContain("\r");
      assertThat(scene.missing()).as(output).isEmpty();
      assertThat(scene.arrived().values()).containsOnly(1);

      scene.receiver.clear();
      assertThat(poll(scene, Map.of(), "run", "--once", "--state", state())).isZero();
      assertThat(scene.arrived()).isEmpty();

      assertThat(poll(scene, Map.of(), "status", "--state", state())).isZero();
      assertThat(output).contains("SOURCE", "/aws/lambda/orders", "insights", "/archive/audit");
    }
  }

  @Test
  void aGroupThatIsOnlySubscribedIsBackfilledOnceAndForgotten() throws Exception {
    try (PollScene scene = new PollScene(100)) {
      scene.past(500);
      String start = Instant.now().minus(Duration.ofMinutes(30)).toString();
      Map<String, String> nothing =
          Map.of("POLL_CONFIG", "{region: us-east-1, logs: {groups: {only_delegated: true}}}");

      assertThat(poll(scene, nothing, "backfill", "/none", "--from", start, "--state", state()))
          .isEqualTo(2);
      assertThat(output).contains("us-east-1 has no log group of that name");
      assertThat(
              poll(
                  scene,
                  nothing,
                  "backfill",
                  PollScene.STANDARD,
                  "--from",
                  start,
                  "--state",
                  state()))
          .isZero();
      assertThat(output).contains("123456789012/us-east-1/aws/lambda/orders: requested from");
      assertThat(poll(scene, nothing, "run", "--once", "--state", state())).isZero();

      assertThat(scene.arrived().keySet())
          .isNotEmpty()
          .allMatch(text -> text.endsWith(PollScene.STANDARD));
      assertThat(scene.arrived().values()).containsOnly(1);
      assertThat(poll(scene, nothing, "status", "--state", state())).isZero();
      assertThat(output).doesNotContain("/aws/lambda/orders");
    }
  }

  @Test
  void aSourceThatIsResetStartsAtTheGivenTime() throws Exception {
    try (PollScene scene = new PollScene(100)) {
      scene.past(500);
      String start = Instant.now().minus(Duration.ofMinutes(30)).toString();
      assertThat(poll(scene, Map.of(), "reset", "/none", "--from", start, "--state", state()))
          .isEqualTo(2);
      assertThat(poll(scene, Map.of(), "run", "--once", "--state", state())).isZero();
      scene.receiver.clear();

      assertThat(
              poll(
                  scene,
                  Map.of(),
                  "reset",
                  PollScene.STANDARD,
                  "--from",
                  start,
                  "--state",
                  state()))
          .isZero();
      assertThat(output).contains("/aws/lambda/orders restarts at ");
      assertThat(poll(scene, Map.of(), "run", "--once", "--state", state())).isZero();

      assertThat(scene.arrived().keySet())
          .isNotEmpty()
          .allMatch(text -> text.endsWith(PollScene.STANDARD));
    }
  }

  @Test
  void whatClickStackDeletesSoonIsRefusedUnlessItIsAskedFor() throws Exception {
    try (PollScene scene = new PollScene(100)) {
      Map<String, String> retained = Map.of("CLICKSTACK_RETENTION_DAYS", "60");
      for (String command : List.of("backfill", "reset")) {
        assertThat(poll(scene, Map.of(), "run", "--once", "--state", state())).isZero();
        String[] tooOld = {command, PollScene.STANDARD, "--from", "40d", "--state", state()};
        String[] asked = Arrays.copyOf(tooOld, tooOld.length + 1);
        asked[tooOld.length] = "--include-expired";

        assertThat(poll(scene, Map.of(), tooOld)).as(command).isEqualTo(2);
        assertThat(output)
            .contains("ClickStack's retention of 30 days", "CLICKSTACK_RETENTION_DAYS")
            .contains("--include-expired");
        assertThat(poll(scene, Map.of(), asked)).as(output).isZero();
        assertThat(poll(scene, retained, tooOld)).as(output).isZero();
      }
    }
  }

  @Test
  void theConfigurationOfTheGuideStarts() throws Exception {
    try (PollScene scene = new PollScene(100)) {
      Map<String, String> guide =
          Map.of(
              "POLL_CONFIG",
              Files.readString(Path.of("src/test/resources/collector/otel-collector-config.yaml")),
              "CLICKSTACK_API_KEY",
              "some-key");

      assertThat(poll(scene, guide, "run", "--once", "--state", state())).isEqualTo(1);
      assertThat(output).contains("does not exist, or is not visible to these credentials");
      assertThat(poll(scene, guide, "status", "--state", state())).isEqualTo(1);
      assertThat(output).contains("does not exist, or is not visible to these credentials");
    }
  }

  @Test
  void aContinuousRunRecoversOnceTheSecretIsNoLongerBlank() throws Exception {
    try (PollScene scene = new PollScene(100);
        OtlpReceiver receiver =
            OtlpReceiver.start(OtlpReceiver.Options.plain().withApiKey("key-1"));
        SecretsManagerClient secrets = scene.moto.client(SecretsManagerClient.builder())) {
      scene.past(100);
      String arn = secrets.createSecret(create -> create.name("key").secretString(" ")).arn();
      Map<String, String> keyed =
          Map.of(
              "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint().toString(),
              "CLICKSTACK_API_KEY_ARN", arn,
              "AWS_ENDPOINT_URL_SECRETS_MANAGER", scene.moto.endpoint().toString());

      assertThat(poll(scene, keyed, "run", "--once", "--state", state())).isEqualTo(3);
      assertThat(output).contains("it is blank");
      try (LocalProcess run = start(scene, keyed, "run", "--state", state())) {
        run.await(() -> run.output().contains("it is blank"));
        secrets.putSecretValue(put -> put.secretId(arn).secretString("key-1"));
        run.await(() -> receiver.records().size() >= 100);
      }
    }
  }

  @Test
  void errorsAreExplainedInASentence() throws Exception {
    try (PollScene scene = new PollScene(100)) {
      assertThat(poll(scene, Map.of("CHECKPOINT_TABLE", ""), "status")).isEqualTo(2);
      assertThat(output).contains("set --table, --state or CHECKPOINT_TABLE");

      assertThat(poll(scene, Map.of("POLL_CONFIG", "regio: x"), "run", "--state", state()))
          .isEqualTo(2);
      assertThat(output).contains("POLL_CONFIG", "region");

      assertThat(poll(scene, Map.of(), "status", "--table", "nothing")).isEqualTo(3);
      assertThat(output).contains("there is no such table in this Region");

      scene.logs.fail(
          "UnrecognizedClientException", "The security token included in the request is invalid.");
      assertThat(poll(scene, Map.of(), "run", "--once", "--state", state())).isEqualTo(1);
      assertThat(output).contains("aws sso login");
    }
  }

  private String state() {
    return folder.resolve("s.json").toString();
  }

  private int poll(PollScene scene, Map<String, String> more, String... arguments)
      throws IOException, InterruptedException {
    CommandLine poll = CommandLine.run(environment(scene, more), command(arguments));
    output = poll.output();
    return poll.code();
  }

  private LocalProcess start(PollScene scene, Map<String, String> more, String... arguments) {
    return LocalProcess.start(
        CommandLine.java(command(arguments)),
        environment(scene, more),
        folder.resolve("output.log"));
  }

  private static Map<String, String> environment(PollScene scene, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(scene.environment());
    environment.putAll(more);
    return environment;
  }

  private static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of("poll"));
    command.addAll(Arrays.asList(arguments));
    return command;
  }
}
