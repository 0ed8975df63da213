package dev.cwforwarder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `poll` as a process of its own, without a stack.
@Tag("slow")
@Timeout(300)
final class PollCommandTest {
  @TempDir Path folder;

  private String said = "";

  @Test
  void onceDeliversExactlyWhatIsDueAndOnceMoreNothing() throws Exception {
    try (PollScene scene = new PollScene(100)) {
      scene.past(3_000);

      assertThat(poll(scene, Map.of(), "run", "--once", "--state", state())).isZero();
      assertThat(said).contains("2 sources").doesNotContain("\r");
      assertThat(scene.missing()).as(said).isEmpty();
      assertThat(scene.arrived().values()).containsOnly(1);

      scene.receiver.clear();
      assertThat(poll(scene, Map.of(), "run", "--once", "--state", state())).isZero();
      assertThat(scene.arrived()).isEmpty();

      assertThat(poll(scene, Map.of(), "status", "--state", state())).isZero();
      assertThat(said).contains("SOURCE", "/aws/lambda/orders", "insights", "/archive/audit");
    }
  }

  @Test
  void aGroupThatIsOnlySubscribedIsBackfilledOnceAndForgotten() throws Exception {
    try (PollScene scene = new PollScene(100)) {
      scene.past(500);
      String begin = Instant.now().minus(Duration.ofMinutes(30)).toString();
      Map<String, String> nothing =
          Map.of("POLL_CONFIG", "{region: us-east-1, logs: {groups: {only_delegated: true}}}");

      assertThat(poll(scene, nothing, "backfill", "/none", "--from", begin, "--state", state()))
          .isEqualTo(2);
      assertThat(said).contains("us-east-1 has no log group of that name");
      assertThat(
              poll(
                  scene,
                  nothing,
                  "backfill",
                  PollScene.STANDARD,
                  "--from",
                  begin,
                  "--state",
                  state()))
          .isZero();
      assertThat(said).contains("123456789012/us-east-1/aws/lambda/orders: requested from");
      assertThat(poll(scene, nothing, "run", "--once", "--state", state())).isZero();

      assertThat(scene.arrived().keySet())
          .isNotEmpty()
          .allMatch(text -> text.endsWith(PollScene.STANDARD));
      assertThat(scene.arrived().values()).containsOnly(1);
      assertThat(poll(scene, nothing, "status", "--state", state())).isZero();
      assertThat(said).doesNotContain("/aws/lambda/orders");
    }
  }

  @Test
  void aSourceThatIsResetBeginsWhereItIsTold() throws Exception {
    try (PollScene scene = new PollScene(100)) {
      scene.past(500);
      String begin = Instant.now().minus(Duration.ofMinutes(30)).toString();
      assertThat(poll(scene, Map.of(), "reset", "/none", "--from", begin, "--state", state()))
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
                  begin,
                  "--state",
                  state()))
          .isZero();
      assertThat(said).contains("/aws/lambda/orders restarts at ");
      assertThat(poll(scene, Map.of(), "run", "--once", "--state", state())).isZero();

      assertThat(scene.arrived().keySet())
          .isNotEmpty()
          .allMatch(text -> text.endsWith(PollScene.STANDARD));
    }
  }

  @Test
  void theGuidesSectionStarts() throws Exception {
    try (PollScene scene = new PollScene(100)) {
      Map<String, String> guide =
          Map.of(
              "POLL_CONFIG",
              Files.readString(Path.of("src/test/resources/collector/otel-collector-config.yaml")),
              "CLICKSTACK_API_KEY",
              "some-key");

      assertThat(poll(scene, guide, "run", "--once", "--state", state())).isZero();
      assertThat(said).contains("does not exist, or is not visible here");
    }
  }

  @Test
  void whatIsWrongIsSaidInASentence() throws Exception {
    try (PollScene scene = new PollScene(100)) {
      assertThat(poll(scene, Map.of("CHECKPOINT_TABLE", ""), "status")).isEqualTo(2);
      assertThat(said).contains("set --table, --state or CHECKPOINT_TABLE");

      assertThat(poll(scene, Map.of("POLL_CONFIG", "regio: x"), "run", "--state", state()))
          .isEqualTo(2);
      assertThat(said).contains("POLL_CONFIG", "region");

      assertThat(poll(scene, Map.of(), "status", "--table", "nothing")).isEqualTo(3);
      assertThat(said).contains("there is no such table in this Region");

      scene.logs.fail(
          "UnrecognizedClientException", "The security token included in the request is invalid.");
      assertThat(poll(scene, Map.of(), "run", "--once", "--state", state())).isEqualTo(1);
      assertThat(said).contains("aws sso login");
    }
  }

  private String state() {
    return folder.resolve("s.json").toString();
  }

  private int poll(PollScene scene, Map<String, String> more, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "poll"));
    command.addAll(Arrays.asList(arguments));
    Path output = folder.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(scene.environment());
    builder.environment().putAll(more);
    int code = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
    said = Files.readString(output);
    return code;
  }
}
