package dev.cwforwarder.bench;

import dev.cwforwarder.local.Commands;
import dev.cwforwarder.local.InputException;
import dev.cwforwarder.local.lambda.ProjectRoot;
import dev.cwforwarder.local.lambda.RuntimeFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "As the first option, one of these measures something else. The first two print their own"
          + " options with -h:",
      "  --load         minutes of steady load over several processes, with faults of the receiver",
      "  --concurrency  concurrent invocations in one process",
      "  --content      the cost of parsing messages and of rules, with JMH",
      "  --lines        the cost of parsing each kind of message, with JMH",
      "  --spans        spans, with JMH",
      "",
      "Exit code: 0 for success, 1 if an invocation failed or records are missing, 2 for invalid"
          + " input. Whether the targets are met is printed but does not affect the exit code."
          + " docs/performance.md explains the figures.",
      "",
    })
public final class Bench implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--quick", description = "One run with a fifth of the payloads.")
  private boolean quick;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Number of cold starts of each (default 5).")
  private @Nullable Integer runs;

  @Mixin private SharedOptions shared = new SharedOptions();

  @ArgGroup private OneMode mode = new OneMode();

  @ArgGroup private OneVariant variant = new OneVariant();

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
      description = "Only copy the tables of a file written by --json to docs.")
  private @Nullable Path publish;

  private static final class OneVariant {
    @Option(
        names = "--growth",
        description = "Payloads of 20 to 20,000 events and of one message of 1 MB, in one mode.")
    private boolean growth;

    @Option(
        names = "--tuning",
        description = "The function with 256 to 3,008 MB of memory, in one mode.")
    private boolean tuning;

    @Option(
        names = "--compare",
        paramLabel = "COMMAND",
        description =
            "Compare with another Lambda bootstrap: a command of bash that requests invocations"
                + " from AWS_LAMBDA_RUNTIME_API and sends OTLP/HTTP in protobuf to the address in"
                + " OTEL_EXPORTER_OTLP_ENDPOINT, for which {SINK} may stand in COMMAND.")
    private @Nullable String command;
  }

  private static final class OneMode {
    @Option(names = "--c1", description = "Only with C1, as Lambda on demand.")
    private boolean c1;

    @Option(names = "--tiered", description = "Only with C1 and C2.")
    private boolean tiered;

    @Option(names = "--snapstart", description = "Only with SnapStart.")
    private boolean snapstart;

    /// For variants with one mode: default tiering, unless another one is given.
    Mode one() {
      return modes().size() == 1 ? modes().getFirst() : Mode.TIERED;
    }

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
      Report report = Report.read(publish);
      ReportKind.of(report).publish(report);
      return Commands.OK;
    }
    if (markdown != null) {
      Report report = Report.read(markdown);
      System.out.print(ReportKind.of(report).text(report));
      return Commands.OK;
    }
    try {
      Report report = measured();
      System.out.print(ReportKind.of(report).text(report));
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
    if (shared.events().stream().anyMatch(count -> count < 1) || (runs != null && runs < 1)) {
      throw new InputException("--events and --runs expect whole numbers from 1");
    }
    RuntimeFolder.prepare(ProjectRoot.find());
    return new Series(cases(), runs(), shared.core()).measure(optionsAsGiven());
  }

  private List<BenchmarkCase> cases() throws IOException, InputException {
    Packages packages = new Packages(ProjectRoot.find());
    if (variant.growth) {
      return Growth.cases(packages.candidate(), mode.one(), quick);
    }
    if (variant.tuning) {
      return Tuning.cases(packages.candidate(), mode.one(), quick);
    }
    List<Subject> subjects = subjects(packages);
    List<BenchmarkCase> cases = new ArrayList<>();
    for (Mode each : mode.modes()) {
      for (int count : shared.events()) {
        subjects.forEach(
            subject -> cases.add(BenchmarkCase.mixed(subject, Workload.of(each, count, quick))));
      }
    }
    return cases;
  }

  private List<Subject> subjects(Packages packages) throws IOException, InputException {
    List<Subject> subjects = new ArrayList<>(List.of(packages.candidate()));
    if (beside != null) {
      subjects.add(Subject.forwarder(beside.toString(), beside));
    }
    if (variant.command != null) {
      if (variant.command.isBlank()) {
        throw new InputException("--compare expects a command, such as \"path/to/bootstrap\"");
      }
      subjects.add(Subject.command(variant.command));
    } else {
      subjects.add(packages.baseline());
      subjects.add(packages.bare());
    }
    return subjects;
  }

  private int runs() {
    return runs != null ? runs : quick ? 1 : 5;
  }

  /// Without those that name something of this machine.
  private String optionsAsGiven() {
    List<String> given =
        spec == null ? List.of() : spec.commandLine().getParseResult().originalArgs();
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      if (given.get(i).matches("--(core|json|beside)")) {
        i++;
      } else if (given.get(i).equals("--compare")) {
        shown.add("--compare COMMAND");
        i++;
      } else {
        shown.add(given.get(i));
      }
    }
    return String.join(" ", shown);
  }
}
