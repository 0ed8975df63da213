package dev.cwforwarder.demo;

import dev.cwforwarder.local.Commands;
import dev.cwforwarder.local.InputException;
import dev.cwforwarder.local.LocalRun;
import dev.cwforwarder.local.RunOptions;
import dev.cwforwarder.local.SubscriptionEvent;
import dev.cwforwarder.local.TerminalText;
import dev.cwforwarder.local.lambda.AsyncResult;
import dev.cwforwarder.local.lambda.FunctionMessages;
import dev.cwforwarder.local.lambda.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `scripts/demo.sh`: sends a day of a fictional shop through the packaged function.
@Command(
    name = "demo.sh",
    description = {
      "Builds the function and sends a day of a fictional shop through it: Lambda functions, an API"
          + " gateway, batch jobs, a cluster, a database, a network. docs/demo.md describes the"
          + " incidents in its logs. With --samples as the first option, sends the events in"
          + " events/ instead.",
      "Exit code: 0 if all events arrived, 1 if some did not, 2 for invalid input.",
      "",
    })
public final class DemoDayCommand implements Callable<Integer> {
  /// The file with the facts about the day, next to the rows.
  static final String FACTS = "demo-facts.json";

  /// The file with the spans, next to the rows.
  static final String SPANS = "cloudwatch-traces.jsonl";

  private static final LocalDate DATE = LocalDate.of(2025, 12, 7);

  @Mixin private RunOptions run = RunOptions.withRetryDelay(0.1);

  @Option(
      names = "--date",
      paramLabel = "DATE",
      description =
          "The day in UTC: YYYY-MM-DD, today or yesterday (default 2025-12-07, or yesterday with"
              + " --endpoint, since ClickStack retains logs for 30 days).")
  private @Nullable String date;

  @Option(
      names = "--until-now",
      description =
          "The last 24 hours instead of a calendar day, so that live tail, default time ranges and"
              + " alerts show something. 14:20 in docs/demo.md is then 14:20 hours after the"
              + " start.")
  private boolean untilNow;

  @Option(
      names = "--out",
      paramLabel = "FILE.jsonl",
      description =
          "The file for the rows, one row of otel_logs per line (default"
              + " target/demo/cloudwatch-logs.jsonl). The rows of otel_traces are written to"
              + " cloudwatch-traces.jsonl in the same folder.")
  private @Nullable Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Another seed gives another day of the same kind (default ${DEFAULT-VALUE}).")
  private long seed = DemoDay.SEED;

  private final Clock clock = Clock.systemUTC();

  /// Runs the command.
  public static void main(String[] arguments) {
    System.exit(Commands.run(new DemoDayCommand(), arguments));
  }

  @Override
  public Integer call() throws IOException, InputException {
    long start = clock.millis();
    Path root = ProjectRoot.find();
    Path file = out == null ? root.resolve("target/demo/cloudwatch-logs.jsonl") : out;
    Path spanFile = file.resolveSibling(SPANS);
    DemoDay day = DemoDay.of(day(), seed);
    run.suggest("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=demo");
    try (LocalRun local = LocalRun.start(run.lambda(root), run.endpoint(), run.key());
        ArrivedRows rows = new ArrivedRows(file, spanFile)) {
      if (!send(day, local, rows)) {
        return Commands.FAILED;
      }
      Files.writeString(file.resolveSibling(FACTS), day.facts().toJson());
      return report(day, rows, file, Duration.ofMillis(clock.millis() - start));
    }
  }

  private Day day() throws InputException {
    if (untilNow && date != null) {
      throw new InputException("--until-now and --date: expected only one of them");
    }
    return untilNow ? Day.until(clock.instant()) : new Day(date());
  }

  private LocalDate date() throws InputException {
    LocalDate today = LocalDate.now(clock);
    String value = date != null ? date : run.endpoint() != null ? "yesterday" : DATE.toString();
    try {
      return switch (value) {
        case "today" -> today;
        case "yesterday" -> today.minusDays(1);
        default -> LocalDate.parse(value);
      };
    } catch (DateTimeException e) {
      throw new InputException("--date " + value + ": expected YYYY-MM-DD, today or yesterday");
    }
  }

  private static boolean send(DemoDay day, LocalRun local, ArrivedRows rows) throws IOException {
    DayProgress progress =
        new DayProgress(System.out, DayProgress.isTerminal(), day.facts().events());
    for (SubscriptionEvent payload : day.payloads()) {
      AsyncResult result = local.send(payload.toEvent());
      if (!result.succeeded()) {
        progress.end();
        System.out.println(
            "The function failed: "
                + TerminalText.line(FunctionMessages.error(result.attempts().getLast())));
        return false;
      }
      rows.add(local.takeArrived());
      String time = Day.iso(payload.entries().getLast().timestampMillis());
      progress.at(rows.total(), time.substring(11, 16));
    }
    progress.end();
    return true;
  }

  private int report(DemoDay day, ArrivedRows rows, Path file, Duration took) {
    DemoFacts facts = day.facts();
    boolean complete = rows.total() == facts.events() && rows.totalSpans() == facts.spans();
    System.out.println();
    DayReport.table(facts, rows).forEach(line -> System.out.println(TerminalText.line(line)));
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "%,d logs and %,d spans sent, %,d and %,d %s, in %d invocations and %d s%s%n",
        facts.events(),
        facts.spans(),
        rows.total(),
        rows.totalSpans(),
        run.endpoint() == null ? "arrived" : "accepted by " + run.endpoint(),
        day.payloads().size(),
        took.toSeconds(),
        complete ? "" : ": RECORDS ARE MISSING");
    System.out.println("Rows of otel_logs: " + file);
    System.out.println("Rows of otel_traces: " + file.resolveSibling(SPANS));
    System.out.println("The incidents in them: docs/demo.md, " + file.resolveSibling(FACTS));
    DayReport.whereToLook(facts.day(), run.endpoint() != null).forEach(System.out::println);
    return complete ? Commands.OK : Commands.FAILED;
  }
}
