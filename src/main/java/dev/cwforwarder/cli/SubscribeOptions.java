package dev.cwforwarder.cli;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.subscribe.SubscribeAnswer;
import dev.cwforwarder.subscribe.SubscribeReport;
import dev.cwforwarder.wiring.SubscribeWiring;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What the commands of `subscribe` share.
final class SubscribeOptions {
  /// Nobody waits for longer.
  private static final Duration TIME = Duration.ofDays(1);

  /// `arn:aws:lambda:region:account:function:name:alias`.
  private static final int ARN_PARTS = 5;

  @Option(
      names = "--stack",
      defaultValue = "clickstack-cloudwatch-forwarder",
      description = "The stack; it is in the filters' names. Default: ${DEFAULT-VALUE}.")
  private String stack = "";

  @Option(
      names = "--destination",
      description = "ARN that filters lead to: the stack's output SubscriptionAliasArn.")
  private @Nullable String destination;

  @Option(
      names = "--own-group",
      split = ",",
      description = "The stack's own log groups, by name; several by commas.")
  private List<String> own = List.of();

  @Option(names = "--config", description = "A file with what SUBSCRIPTIONS would say.")
  private @Nullable Path config;

  @Option(
      names = "--table",
      description = "The checkpoint table, where polling is on: it is told what it has to read.")
  private @Nullable String table;

  @Option(names = "--group", defaultValue = "", description = "Only this log group.")
  private String group = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /// Runs over all groups, or the one that was named.
  ///
  /// @param rules false: everything that is ours goes
  SubscribeReport run(boolean rules, boolean acting)
      throws IOException, CheckpointException, InterruptedException {
    Map<String, String> env = environment();
    SubscribeWiring parts = rules ? SubscribeWiring.of(env) : SubscribeWiring.withoutRules(env);
    ProgressLine progress = new ProgressLine(System.err, !json && Terminal.isThere());
    try {
      return parts
          .reconciler()
          .run(parts.order(group, acting), Deadline.in(TIME, Clock.systemUTC()), progress::groups);
    } finally {
      progress.end();
    }
  }

  private Map<String, String> environment() throws IOException {
    Map<String, String> env = new HashMap<>(System.getenv());
    if (config != null) {
      env.put("SUBSCRIPTIONS", Files.readString(config));
    }
    if (table != null) {
      env.put("CHECKPOINT_TABLE", table);
    }
    if (destination != null) {
      env.put("SUBSCRIPTION_DESTINATION", destination);
    }
    env.putIfAbsent("SUBSCRIPTION_FILTER_NAME", "clickstack-forwarder-" + stack);
    if (!own.isEmpty()) {
      env.put("OWN_LOG_GROUPS", ownArns(env.getOrDefault("SUBSCRIPTION_DESTINATION", "")));
    }
    return env;
  }

  private String ownArns(String arn) {
    String[] parts = arn.split(":", -1);
    if (parts.length < ARN_PARTS) {
      throw new IllegalArgumentException("give --destination, the ARN that filters lead to");
    }
    return own.stream()
        .map(
            name ->
                name.startsWith("arn:")
                    ? name
                    : "arn:%s:logs:%s:%s:log-group:%s"
                        .formatted(parts[1], parts[3], parts[4], name))
        .collect(Collectors.joining(","));
  }

  boolean json() {
    return json;
  }

  void printJson(SubscribeReport report) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    SubscribeAnswer.write(report, true, answer);
    System.out.println(answer.toString(StandardCharsets.UTF_8));
  }

  static int exitCode(SubscribeReport report) {
    return switch (report.end()) {
      case DONE ->
          report.with(SubscribeReport.Result.FAILED) == 0 && !report.isRefused()
              ? ExitCode.OK
              : ExitCode.INCOMPLETE;
      case OUT_OF_TIME -> ExitCode.INCOMPLETE;
      case UNAVAILABLE -> ExitCode.UNAVAILABLE;
    };
  }
}
