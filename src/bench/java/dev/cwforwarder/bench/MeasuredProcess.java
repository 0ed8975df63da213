package dev.cwforwarder.bench;

import dev.cwforwarder.local.lambda.ProjectRoot;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The process of a subject, started by `scripts/bootstrap.sh`, on its own core if possible.
final class MeasuredProcess implements AutoCloseable {
  /// The memory size at which Lambda provides one full vCPU.
  private static final int MEMORY_MEGABYTES = 1_769;

  private final Process process;
  private final CpuClock clock;
  private final Thread killer;

  private MeasuredProcess(Process process) {
    this.process = process;
    this.clock = CpuClock.of(process.toHandle());
    this.killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  static MeasuredProcess start(
      Subject subject, Mode mode, String runtimeApi, String endpoint, OptionalInt core)
      throws IOException {
    Path root = ProjectRoot.find();
    List<String> command = new ArrayList<>();
    core.ifPresent(number -> command.addAll(List.of("taskset", "-c", Integer.toString(number))));
    command.add(root.resolve("scripts/bootstrap.sh").toString());
    if (mode == Mode.TIERED) {
      command.add("--tiered");
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment(subject, mode, runtimeApi, endpoint));
    if (!subject.javaOptions().isEmpty()) {
      builder.environment().put("JAVA_TOOL_OPTIONS", subject.javaOptions());
    }
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(new File(root.toFile(), "target/bench/stderr.log"));
    return new MeasuredProcess(builder.start());
  }

  private static Map<String, String> environment(
      Subject subject, Mode mode, String runtimeApi, String endpoint) {
    return Map.ofEntries(
        Map.entry("AWS_LAMBDA_RUNTIME_API", runtimeApi),
        Map.entry("AWS_LAMBDA_FUNCTION_NAME", "bench"),
        Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(MEMORY_MEGABYTES)),
        Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/bench"),
        Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "bench"),
        Map.entry(
            "AWS_LAMBDA_INITIALIZATION_TYPE", mode == Mode.SNAPSTART ? "snap-start" : "on-demand"),
        Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java25"),
        Map.entry("AWS_REGION", "us-east-1"),
        Map.entry("AWS_DEFAULT_REGION", "us-east-1"),
        Map.entry("FUNCTION_DIR", subject.folder().toAbsolutePath().toString()),
        Map.entry("_HANDLER", subject.handler()),
        Map.entry("JAVA_HOME", System.getProperty("java.home")),
        Map.entry("LANG", "en_US.UTF-8"),
        Map.entry("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint),
        Map.entry("PATH", "/usr/local/bin:/usr/bin:/bin"),
        Map.entry("TZ", ":UTC"));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  Duration cpu() {
    return clock.used();
  }

  /// The peak resident memory so far in megabytes; 0 if the system does not report it.
  double peakMegabytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
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

  @Override
  public void close() {
    process.destroyForcibly();
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
