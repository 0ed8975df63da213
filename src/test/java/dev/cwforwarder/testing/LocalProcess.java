package dev.cwforwarder.testing;

import dev.cwforwarder.testing.time.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A process beside the tests: what it says goes to a file, and it ends when it is closed.
public final class LocalProcess implements AutoCloseable {
  private final Process process;
  private final Path output;

  private LocalProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /// Starts `command` with `env` on top of this process's environment.
  ///
  /// @param output gets what the process says
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

  /// Everything the process has said so far.
  public String said() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until `ready`.
  ///
  /// @throws IllegalStateException with what the process said, when it ends instead or takes half a
  ///   minute
  public void await(BooleanSupplier ready) {
    Waiting.until(() -> ready.getAsBoolean() || !process.isAlive(), this::said);
    if (!process.isAlive()) {
      throw new IllegalStateException("ended: " + said());
    }
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
