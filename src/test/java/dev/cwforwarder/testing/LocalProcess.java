package dev.cwforwarder.testing;

import dev.cwforwarder.testing.time.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A separate process for tests. Its output is written to a file; [#close] ends it.
public final class LocalProcess implements AutoCloseable {
  private final Process process;
  private final Path output;

  private LocalProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /// Starts `command`.
  ///
  /// @param env added to this process's environment
  /// @param output the file for the output of the process
  public static LocalProcess start(List<String> command, Map<String, String> env, Path output) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(env);
    try {
      return new LocalProcess(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The output of the process so far.
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until `ready`.
  ///
  /// @throws IllegalStateException with the output of the process, if it ends or is not ready
  ///   within half a minute
  public void await(BooleanSupplier ready) {
    Waiting.until(() -> ready.getAsBoolean() || !process.isAlive(), this::output);
    if (!process.isAlive()) {
      throw new IllegalStateException("ended: " + output());
    }
  }

  /// The CPU time so far.
  public Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
