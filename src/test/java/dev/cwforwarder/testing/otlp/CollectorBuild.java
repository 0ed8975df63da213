package dev.cwforwarder.testing.otlp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The result of `src/test/collector/build.sh`, built on first use.
final class CollectorBuild {
  static final Path SOURCES = Path.of("src", "test", "collector");

  private CollectorBuild() {}

  /// The folder of the collector and the embedded ClickHouse.
  ///
  /// @throws IllegalStateException if they cannot be built; the reason is on standard error
  static Path folder() {
    return Built.FOLDER;
  }

  private static Path build() {
    ProcessBuilder script =
        new ProcessBuilder("bash", SOURCES.resolve("build.sh").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = script.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("cannot build a collector, status " + process.exitValue());
      }
      return Path.of(output.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static final class Built {
    static final Path FOLDER = build();
  }
}
