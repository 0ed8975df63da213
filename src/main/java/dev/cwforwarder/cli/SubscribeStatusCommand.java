package dev.cwforwarder.cli;

import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.subscribe.SubscribeReport;
import dev.cwforwarder.subscribe.plan.Decision;
import dev.cwforwarder.subscribe.plan.SkipReason;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `subscribe status`: what is pushed and what is not.
@Command(
    name = "status",
    description = {
      "Says which log groups that are wanted are not pushed, and why; the others are counted."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or nothing to do",
      "1:some of it could not be done; the table says what",
      "2:wrong option or setting",
      "3:AWS does not let it"
    })
final class SubscribeStatusCommand implements Callable<Integer> {
  @Mixin private SubscribeOptions options = new SubscribeOptions();

  @Override
  public Integer call() throws IOException, CheckpointException, InterruptedException {
    SubscribeReport report = options.run(true, false);
    if (options.json()) {
      options.printJson(report);
    } else {
      new SubscribeTable(System.out).print(report, SubscribeStatusCommand::isWorthALook);
    }
    return SubscribeOptions.exitCode(report);
  }

  private static boolean isWorthALook(SubscribeReport.Outcome outcome) {
    return switch (outcome.step().decision()) {
      case Decision.Keep _, Decision.Covered _ -> false;
      case Decision.Attach _, Decision.Update _, Decision.Remove _ -> true;
      case Decision.Skip skip -> skip.why() != SkipReason.NOT_WANTED;
    };
  }
}
