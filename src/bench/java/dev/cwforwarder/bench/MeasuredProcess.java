package dev.cwforwarder.bench;

import dev.cwforwarder.local.lambda.ProjectRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The process of a subject, on its own core if possible.
final class MeasuredProcess implements AutoCloseable {
  private static final int SHOWN_BYTES = 500;

  private final Process process;
  private final Path stderr;
  private final Thread killer;

  private MeasuredProcess(Process process, Path stderr) {
    this.process = process;
    this.stderr = stderr;
    this.killer = new Thread(this::kill);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /// @param more variables in addition to those of Lambda and of the subject
  static MeasuredProcess start(
      Subject subject,
      Workload workload,
      Map<String, String> more,
      String runtimeApi,
      String endpoint,
      OptionalInt core)
      throws IOException {
    List<String> command = new ArrayList<>();
    core.ifPresent(number -> command.addAll(List.of("taskset", "-c", Integer.toString(number))));
    command.addAll(subject.command(workload.mode(), endpoint));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment(workload, runtimeApi, endpoint));
    builder.environment().putAll(subject.environment());
    builder.environment().putAll(more);
    Path stderr = ProjectRoot.find().resolve("target/bench/stderr.log");
    Files.createDirectories(stderr.getParent());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(stderr.toFile());
    return new MeasuredProcess(builder.start(), stderr);
  }

  private static Map<String, String> environment(
      Workload workload, String runtimeApi, String endpoint) {
    return Map.ofEntries(
        Map.entry("AWS_LAMBDA_RUNTIME_API", runtimeApi),
        Map.entry("AWS_LAMBDA_FUNCTION_NAME", "bench"),
        Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(workload.memoryMegabytes())),
        Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/bench"),
        Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "bench"),
        Map.entry(
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            workload.mode() == Mode.SNAPSTART ? "snap-start" : "on-demand"),
        Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java25"),
        Map.entry("AWS_REGION", "us-east-1"),
        Map.entry("AWS_DEFAULT_REGION", "us-east-1"),
        Map.entry("LANG", "en_US.UTF-8"),
        Map.entry("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint),
        Map.entry("PATH", "/usr/local/bin:/usr/bin:/bin"),
        Map.entry("TZ", ":UTC"));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// How the process has ended, with the end of its error output.
  String end() throws IOException {
    byte[] all = Files.readAllBytes(stderr);
    int from = Math.max(0, all.length - SHOWN_BYTES);
    String shown = new String(all, from, all.length - from, StandardCharsets.UTF_8).strip();
    return "the process has ended with exit code %d%s"
        .formatted(process.exitValue(), shown.isEmpty() ? "" : ": " + shown);
  }

  /// The CPU time so far of the process and of those that it has started.
  Duration cpu() {
    return family().map(MeasuredProcess::cpu).reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration cpu(ProcessHandle one) {
    try {
      return CpuClock.of(one).used();
    } catch (IllegalStateException e) {
      return Duration.ZERO; // it has ended in the meantime
    }
  }

  /// The peak resident memory so far in megabytes; 0 if the system does not report it.
  double peakMegabytes() throws IOException {
    double sum = 0;
    for (ProcessHandle one : family().toList()) {
      sum += peakMegabytes(Path.of("/proc", Long.toString(one.pid()), "status"));
    }
    return sum;
  }

  private static double peakMegabytes(Path status) throws IOException {
    if (!Files.exists(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return Integer.parseInt(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    return 0;
  }

  private Stream<ProcessHandle> family() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  private void kill() {
    family().forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    kill();
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(killer);
  }
}
