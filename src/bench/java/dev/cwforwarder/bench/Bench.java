package dev.cwforwarder.bench;

import dev.cwforwarder.local.Commands;
import dev.cwforwarder.local.InputException;
import dev.cwforwarder.local.lambda.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `scripts/bench.sh`: measures the packaged function and compares it with the stock pipeline.
@Command(
    name = "bench.sh",
    description = {
      "Measures the packaged function under AWS's runtime client: cold start, time and CPU per"
          + " event, memory and bytes sent. Compares it with the stock pipeline (src/bench) and"
          + " with a handler that does nothing. On a machine with two or more cores, each process"
          + " has its own core.",
      "",
      "bench.sh --content, without other options, measures the cost of parsing messages, with JMH.",
      "bench.sh --spans measures spans, with JMH.",
      "",
      "Exit code: 0 for success, 1 if an invocation failed or records are missing, 2 for invalid"
          + " input. Whether the targets are met is printed but does not affect the exit code."
          + " docs/performance.md explains the figures.",
      "",
    })
public final class Bench implements Callable<Integer> {
  private static final String BEGIN = "<!-- figures: begin -->\n";
  private static final String END = "<!-- figures: end -->";

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--quick", description = "One run with a fifth of the payloads.")
  private boolean quick;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Number of cold starts of each (default 5).")
  private @Nullable Integer runs;

  @Option(
      names = "--events",
      split = ",",
      paramLabel = "N",
      description = "Events per payload (default ${DEFAULT-VALUE}).",
      defaultValue = "20,3400")
  private List<Integer> events = List.of();

  @ArgGroup private OneMode mode = new OneMode();

  @Option(
      names = "--beside",
      paramLabel = "DIR",
      description = "Another unpacked package of the function to compare with.")
  private @Nullable Path beside;

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to this file.")
  private @Nullable Path json;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Only print the tables of a file written by --json.")
  private @Nullable Path markdown;

  @Option(
      names = "--publish",
      paramLabel = "FILE",
      description = "Only copy the tables of a file written by --json to docs/performance.md.")
  private @Nullable Path publish;

  @Option(
      names = "--core",
      hidden = true,
      description = "The core of the function; set by the script.")
  private @Nullable Integer core;

  private static final class OneMode {
    @Option(names = "--c1", description = "Only with C1, as Lambda on demand.")
    private boolean c1;

    @Option(names = "--tiered", description = "Only with C1 and C2.")
    private boolean tiered;

    @Option(names = "--snapstart", description = "Only with SnapStart.")
    private boolean snapstart;

    List<Mode> modes() {
      if (c1) {
        return List.of(Mode.C1);
      }
      if (tiered) {
        return List.of(Mode.TIERED);
      }
      return snapstart ? List.of(Mode.SNAPSTART) : List.of(Mode.values());
    }
  }

  /// Runs the command.
  public static void main(String[] arguments) {
    System.exit(Commands.run(new Bench(), arguments));
  }

  @Override
  public Integer call() throws IOException, InputException, InterruptedException {
    if (publish != null) {
      publish(Report.read(publish));
      return Commands.OK;
    }
    if (markdown != null) {
      System.out.print(new Tables(Report.read(markdown)).text());
      return Commands.OK;
    }
    try {
      Report report = measured();
      System.out.print(new Tables(report).text());
      if (json != null) {
        report.write(json);
      }
      return Commands.OK;
    } catch (FailedRunException e) {
      System.err.println("bench.sh: " + e.getMessage());
      return Commands.FAILED;
    }
  }

  private Report measured()
      throws IOException, InputException, InterruptedException, FailedRunException {
    if (events.stream().anyMatch(count -> count < 1) || (runs != null && runs < 1)) {
      throw new InputException("--events and --runs expect whole numbers from 1");
    }
    OptionalInt only = core == null ? OptionalInt.empty() : OptionalInt.of(core);
    return new Series(mode.modes(), events, runs(), quick, beside, only).measure(optionsAsGiven());
  }

  private int runs() {
    return runs != null ? runs : quick ? 1 : 5;
  }

  private String optionsAsGiven() {
    return spec == null
        ? ""
        : String.join(" ", spec.commandLine().getParseResult().originalArgs())
            .replaceAll("--(core|json|beside) \\S+ ?", "")
            .strip();
  }

  private static void publish(Report report) throws IOException, InputException {
    Path page = ProjectRoot.find().resolve("docs/performance.md");
    String text = Files.readString(page);
    int start = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (start < 0 || end < start) {
      throw new InputException(
          page + " has no markers for the figures: " + BEGIN.strip() + " … " + END);
    }
    String head = text.substring(0, start + BEGIN.length());
    Files.writeString(page, head + new Tables(report).text() + text.substring(end));
  }
}
