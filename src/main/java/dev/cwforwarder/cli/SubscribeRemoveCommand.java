package dev.cwforwarder.cli;

import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.subscribe.SubscribeReport;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `subscribe remove`: takes everything back.
@Command(
    name = "remove",
    description = {
      "Removes every filter that carries the stack's name, the account policy of that name,",
      "and what polling was told to read in their place."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or nothing to do",
      "1:some of it could not be done; the table says what",
      "2:wrong option or setting",
      "3:AWS does not let it"
    })
final class SubscribeRemoveCommand implements Callable<Integer> {
  @Mixin private SubscribeOptions options = new SubscribeOptions();

  @Override
  public Integer call() throws IOException, CheckpointException, InterruptedException {
    SubscribeReport report = options.run(false, true);
    if (options.json()) {
      options.printJson(report);
    } else {
      new SubscribeTable(System.out)
          .print(report, outcome -> outcome.result() != SubscribeReport.Result.UNCHANGED);
    }
    return SubscribeOptions.exitCode(report);
  }
}
