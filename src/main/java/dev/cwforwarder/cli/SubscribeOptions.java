package dev.cwforwarder.cli;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.subscribe.SubscribeAnswer;
import dev.cwforwarder.subscribe.SubscribeReport;
import dev.cwforwarder.wiring.SubscribeWiring;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The options and exit codes of the `subscribe` commands, and the run they share.
@Command(
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success, or nothing to change",
      "1:some changes failed, or AWS refused to show a log group; the output shows which",
      "2:invalid option or setting",
      "3:AWS is unavailable or denies access"
    })
final class SubscribeOptions {
  /// Long enough for any account: `apply` needs about 8 minutes for 1,000 log groups.
  private static final Duration MAX_DURATION = Duration.ofDays(1);

  /// `arn:aws:lambda:region:account`.
  private static final int MIN_ARN_PARTS = 5;

  @Option(
      names = "--stack",
      defaultValue = "clickstack-cloudwatch-forwarder",
      description = "The stack name, which is part of the filter names. Default: ${DEFAULT-VALUE}.")
  private String stack = "";

  @Option(
      names = "--destination",
      description = "The filters' destination: the stack output SubscriptionAliasArn.")
  private @Nullable String destination;

  @Option(
      names = "--own-group",
      split = ",",
      description = "The names of the stack's own log groups, separated by commas.")
  private List<String> ownGroups = List.of();

  @Option(
      names = "--config",
      description = "A file with the subscriptions, in place of SUBSCRIPTIONS.")
  private @Nullable Path config;

  @Option(
      names = "--table",
      description = "The checkpoint table of the poll function, to delegate log groups to polling.")
  private @Nullable String table;

  @Option(names = "--group", defaultValue = "", description = "Only this log group.")
  private String group = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /// Plans the subscriptions, without changing anything.
  SubscribeReport plan() throws IOException, CheckpointException, InterruptedException {
    return run(SubscribeWiring.of(environment()), false);
  }

  /// Plans the subscriptions and applies the plan.
  SubscribeReport apply() throws IOException, CheckpointException, InterruptedException {
    return run(SubscribeWiring.of(environment()), true);
  }

  /// Removes everything that this stack manages.
  SubscribeReport remove() throws IOException, CheckpointException, InterruptedException {
    return run(SubscribeWiring.withoutRules(environment()), true);
  }

  private SubscribeReport run(SubscribeWiring wiring, boolean apply)
      throws CheckpointException, InterruptedException {
    ProgressLine progress = new ProgressLine(System.err, !json && Terminal.isInteractive());
    try {
      return wiring
          .reconciler()
          .run(
              wiring.request(group, apply),
              Deadline.in(MAX_DURATION, Clock.systemUTC()),
              progress::groups);
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
    if (!ownGroups.isEmpty()) {
      env.put("OWN_LOG_GROUPS", ownArns(env.getOrDefault("SUBSCRIPTION_DESTINATION", "")));
    }
    return env;
  }

  private String ownArns(String arn) {
    String[] parts = arn.split(":", -1);
    if (parts.length < MIN_ARN_PARTS) {
      throw new IllegalArgumentException(
          "--destination is required: the ARN of the filters' destination");
    }
    return ownGroups.stream()
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
    Terminal.printJson(answer);
  }

  static int exitCode(SubscribeReport report) {
    return switch (report.end()) {
      case DONE -> report.failed() == 0 ? ExitCode.OK : ExitCode.INCOMPLETE;
      case OUT_OF_TIME, NO_SUCH_GROUP -> ExitCode.INCOMPLETE;
      case UNAVAILABLE -> ExitCode.UNAVAILABLE;
    };
  }
}
