package dev.cwforwarder.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.poll.FileCheckpoints;
import dev.cwforwarder.poll.PollPlan;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PollWiringTest {
  private static final Map<String, String> ENV =
      Map.of(
          "OTEL_EXPORTER_OTLP_ENDPOINT",
          "http://localhost:4318",
          "POLL_CONFIG",
          "{region: us-east-1, logs: {groups: {named: {/a: }}}}",
          "OWN_LOG_GROUPS",
          "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/own-push",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "/aws/lambda/own-poll");

  @Test
  void ownLogGroupsAreNeverRead(@TempDir Path folder) throws Exception {
    PrintStream log =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    PollWiring parts = PollWiring.of(ENV, FileCheckpoints.open(folder.resolve("state.json")), log);

    PollPlan plan =
        parts.plan(
            "arn:aws:lambda:us-east-1:123456789012:function:own-poll", new PollPlan.Shard(1, 2));

    assertThat(plan.own())
        .containsExactlyInAnyOrder(
            "123456789012/us-east-1//aws/lambda/own-poll",
            "123456789012/us-east-1//aws/lambda/own-push");
    assertThat(plan.shard()).isEqualTo(new PollPlan.Shard(1, 2));
  }
}
