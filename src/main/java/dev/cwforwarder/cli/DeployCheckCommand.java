package dev.cwforwarder.cli;

import dev.cwforwarder.check.CheckException;
import dev.cwforwarder.check.Finding;
import dev.cwforwarder.wiring.DeployChecks;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `deploy-check`: sends one event through the deployed function.
@Command(
    name = "deploy-check",
    description = {
      "Sends one synthetic event through the deployed function and reports whether ClickStack",
      "accepted it.",
      "Requires AWS credentials that may invoke the function and read its configuration."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ClickStack accepted the event",
      "1:the function works, but its alias is not up to date, or a rule dropped the event",
      "2:invalid option, or the function could not be invoked",
      "3:ClickStack did not accept the event"
    })
final class DeployCheckCommand implements Callable<Integer> {
  @Option(
      names = "--alias",
      required = true,
      description = "ARN of the alias: the stack's output SubscriptionAliasArn.")
  private String alias = "";

  @Override
  public Integer call() {
    String id = UUID.randomUUID().toString();
    Finding finding;
    try {
      finding = DeployChecks.run(alias, id, System.getenv());
    } catch (CheckException e) {
      System.err.println(Terminal.message(String.valueOf(e.getMessage())));
      return ExitCode.INVALID_INPUT;
    }
    return print(finding, id);
  }

  private static int print(Finding finding, String id) {
    String sentence = Terminal.message(finding.sentence());
    return switch (finding.level()) {
      case ACCEPTED -> {
        System.out.printf("%s%nSearch for it in ClickStack: deploy check %s%n", sentence, id);
        yield ExitCode.OK;
      }
      case WARNING -> {
        System.out.println(sentence);
        yield ExitCode.INCOMPLETE;
      }
      case FAILED -> {
        System.err.println(sentence);
        yield ExitCode.UNAVAILABLE;
      }
    };
  }
}
