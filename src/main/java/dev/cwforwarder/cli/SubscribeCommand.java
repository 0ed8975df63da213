package dev.cwforwarder.cli;

import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.subscribe.SubscribeReport;
import dev.cwforwarder.subscribe.SubscribeReport.Outcome;
import dev.cwforwarder.subscribe.SubscribeReport.Result;
import dev.cwforwarder.subscribe.plan.Decision;
import dev.cwforwarder.subscribe.plan.SkipReason;
import java.io.IOException;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `subscribe`: reconciles the subscription filters of log groups.
@Command(
    name = "subscribe",
    description = {
      "Creates, updates and removes the subscription filters of log groups.",
      "Third-party filters are never changed; the forwarder's own log groups are never subscribed."
    },
    mixinStandardHelpOptions = true)
final class SubscribeCommand {
  @Command(
      name = "plan",
      description = {
        "Shows what 'apply' would change, with a reason for each log group. Changes nothing.",
        "Requires AWS credentials."
      })
  int plan(@Mixin SubscribeOptions options)
      throws IOException, CheckpointException, InterruptedException {
    return print(options, options.plan(), _ -> true);
  }

  @Command(
      name = "apply",
      description = {
        "Subscribes the configured log groups and verifies the result.",
        "You can interrupt and repeat it at any time. Requires AWS credentials."
      })
  int apply(@Mixin SubscribeOptions options)
      throws IOException, CheckpointException, InterruptedException {
    return print(options, options.apply(), SubscribeCommand::isChange);
  }

  @Command(
      name = "remove",
      description = {
        "Removes the filters, the account policy and the delegations that this stack manages."
      })
  int remove(@Mixin SubscribeOptions options)
      throws IOException, CheckpointException, InterruptedException {
    return print(options, options.remove(), SubscribeCommand::isChange);
  }

  @Command(
      name = "status",
      description = {
        "Shows which configured log groups are not pushed, and why. Counts the others."
      })
  int status(@Mixin SubscribeOptions options)
      throws IOException, CheckpointException, InterruptedException {
    return print(options, options.plan(), SubscribeCommand::needsAttention);
  }

  private static int print(
      SubscribeOptions options, SubscribeReport report, Predicate<Outcome> rows)
      throws IOException {
    if (options.json()) {
      options.printJson(report);
    } else {
      new SubscribeTable(System.out).print(report, rows);
    }
    return SubscribeOptions.exitCode(report);
  }

  private static boolean isChange(Outcome outcome) {
    return outcome.result() != Result.UNCHANGED;
  }

  private static boolean needsAttention(Outcome outcome) {
    return switch (outcome.step().decision()) {
      case Decision.Keep _, Decision.Covered _ -> false;
      case Decision.Attach _, Decision.Update _, Decision.Remove _ -> true;
      case Decision.Skip skip -> skip.why() != SkipReason.NOT_WANTED;
    };
  }
}
