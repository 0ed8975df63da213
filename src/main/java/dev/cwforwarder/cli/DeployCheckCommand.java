package dev.cwforwarder.cli;

import dev.cwforwarder.check.CheckException;
import dev.cwforwarder.check.Finding;
import dev.cwforwarder.check.SelfCheckAnswer;
import dev.cwforwarder.model.VisibleText;
import dev.cwforwarder.wiring.DeployChecks;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `deploy-check`: sends one event through the deployed function.
@Command(
    name = "deploy-check",
    description = {
      "Sends one synthetic event through the deployed function and reports whether ClickStack",
      "accepted it. Then asks each function what it can reach, and prints the answers.",
      "Requires AWS credentials that may invoke the function and read its configuration."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ClickStack accepted the event",
      "1:the function works, but its alias is not up to date, a rule dropped the event, or a"
          + " function cannot reach something that it needs",
      "2:invalid option, or the function could not be invoked",
      "3:ClickStack did not accept the event"
    })
final class DeployCheckCommand implements Callable<Integer> {
  private static final int MAX_PROBLEM = 500;

  @Option(
      names = "--alias",
      required = true,
      description = "ARN of the alias: the stack's output SubscriptionAliasArn.")
  private String alias = "";

  @Option(
      names = "--function",
      paramLabel = "NAME",
      description = "Another function of the stack to ask. Repeatable.")
  private List<String> functions = List.of();

  @Override
  public Integer call() {
    String id = UUID.randomUUID().toString();
    try {
      DeployChecks checks = DeployChecks.of(alias, System.getenv());
      int code = print(checks.run(id), id);
      boolean reached = print(checks.selfChecks(functions));
      return code == ExitCode.OK && !reached ? ExitCode.INCOMPLETE : code;
    } catch (CheckException e) {
      System.err.println(Terminal.message(String.valueOf(e.getMessage())));
      return ExitCode.INVALID_INPUT;
    }
  }

  /// Prints a table, and returns whether there is no problem in it.
  private static boolean print(List<SelfCheckAnswer> answers) {
    int[] width = {0, 0};
    for (SelfCheckAnswer answer : answers) {
      width[0] = Math.max(width[0], answer.function().length());
      for (SelfCheckAnswer.Row row : answer.rows()) {
        width[1] = Math.max(width[1], row.name().length());
      }
    }
    String format = "  %%-%ds  %%-%ds  %%s%%n".formatted(width[0], width[1]);
    System.out.println("What each function reaches:");
    for (SelfCheckAnswer answer : answers) {
      for (SelfCheckAnswer.Row row : answer.rows()) {
        String result =
            row.problem().isEmpty() ? "ok" : VisibleText.capped(row.problem(), MAX_PROBLEM);
        System.out.printf(format, answer.function(), Terminal.cell(row.name()), result);
      }
    }
    return answers.stream().allMatch(SelfCheckAnswer::isOk);
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
