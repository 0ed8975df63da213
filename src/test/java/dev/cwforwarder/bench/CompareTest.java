package dev.cwforwarder.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.local.Commands;
import dev.cwforwarder.local.lambda.ProjectRoot;
import dev.cwforwarder.local.lambda.RuntimeFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `scripts/bench.sh --compare COMMAND`, with the function itself as the other bootstrap.
@Tag("slow")
final class CompareTest {
  private static final Path ROOT = ProjectRoot.find();
  private static final String BOOTSTRAP =
      "FUNCTION_DIR='%s' JAVA_HOME='%s' '%s'"
          .formatted(
              ROOT.resolve("target/function"),
              System.getProperty("java.home"),
              ROOT.resolve("scripts/bootstrap.sh"));

  @BeforeAll
  static void prepare() {
    RuntimeFolder.prepare(ROOT);
  }

  @Test
  void theOtherBootstrapIsMeasuredOnTheSamePayloads(@TempDir Path folder) throws IOException {
    Path figures = folder.resolve("figures.json");
    String command =
        "export OTEL_EXPORTER_OTLP_ENDPOINT={SINK} OTEL_EXPORTER_OTLP_COMPRESSION=none; "
            + BOOTSTRAP;

    int exit =
        Commands.run(
            new Bench(),
            "--quick",
            "--c1",
            "--events=3400",
            "--compare",
            command,
            "--json",
            figures.toString());

    assertThat(exit).isZero();
    Report report = Report.read(figures);
    assertThat(report.options()).isEqualTo("--quick --c1 --events=3400 --compare COMMAND");
    Sample ours = report.results().getFirst().samples().getFirst();
    Sample theirs = report.results().getLast().samples().getFirst();
    assertThat(theirs.sent()).isEqualTo(ours.sent()).isEqualTo(theirs.arrived()).isPositive();
    assertThat(theirs.cpuMicrosPerEvent()).isPositive();
    assertThat(theirs.peakMegabytes()).isGreaterThan(50);
    assertThat(theirs.bytesPerPayload())
        .as("not compressed")
        .isGreaterThan(2 * ours.bytesPerPayload());
  }

  @Test
  void aCommandThatDoesNotExistIsAnError() {
    assertThatThrownBy(() -> measure("/does/not/exist"))
        .isInstanceOf(FailedRunException.class)
        .hasMessageContainingAll("command", "exit code 127", "/does/not/exist: No such file");
  }

  @Test
  void aCommandThatEndsIsAnErrorWithTheEndOfItsOutput() {
    assertThatThrownBy(() -> measure("echo reading the settings >&2; echo no endpoint >&2; exit 3"))
        .isInstanceOf(FailedRunException.class)
        .hasMessageEndingWith("exit code 3: reading the settings\nno endpoint");
  }

  @Test
  void aCommandThatLosesRecordsIsAnError() {
    String rules = "RULES='{filters: [{name: all, action: exclude, group: \".*\"}]}' ";

    assertThatThrownBy(() -> measure(rules + BOOTSTRAP))
        .isInstanceOf(FailedRunException.class)
        .hasMessageContaining("60 events sent, 0 records arrived, 0 invocations failed");
  }

  private static void measure(String command) throws Exception {
    Workload workload = new Workload(Mode.TIERED, 20, Workload.ONE_CORE_MEGABYTES, 1, 1);
    BenchmarkCase only = BenchmarkCase.mixed(Subject.command(command), workload);
    new Series(List.of(only), 1, OptionalInt.empty()).measure("");
  }
}
