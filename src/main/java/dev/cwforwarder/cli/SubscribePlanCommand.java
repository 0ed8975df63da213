package dev.cwforwarder.cli;

import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.subscribe.SubscribeReport;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `subscribe plan`: what would be done.
@Command(
    name = "plan",
    description = {
      "Says what 'apply' would do, with a reason for every log group. Changes nothing.",
      "Needs AWS credentials."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or nothing to do",
      "1:some of it could not be done; the table says what",
      "2:wrong option or setting",
      "3:AWS does not let it"
    })
final class SubscribePlanCommand implements Callable<Integer> {
  @Mixin private SubscribeOptions options = new SubscribeOptions();

  @Override
  public Integer call() throws IOException, CheckpointException, InterruptedException {
    SubscribeReport report = options.run(true, false);
    if (options.json()) {
      options.printJson(report);
    } else {
      new SubscribeTable(System.out).print(report, _ -> true);
    }
    return SubscribeOptions.exitCode(report);
  }
}
