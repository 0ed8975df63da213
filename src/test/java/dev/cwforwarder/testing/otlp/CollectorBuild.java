package dev.cwforwarder.testing.otlp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// What `src/test/collector/build.sh` builds, built when it is first asked for.
final class CollectorBuild {
  static final Path SOURCES = Path.of("src", "test", "collector");

  private CollectorBuild() {}

  /// Where the collector and the embedded ClickHouse are.
  ///
  /// @throws IllegalStateException when they cannot be built; the reason is on standard error
  static Path folder() {
    return Built.FOLDER;
  }

  private static Path build() {
    ProcessBuilder script =
        new ProcessBuilder("bash", SOURCES.resolve("build.sh").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = script.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("cannot build a collector, status " + process.exitValue());
      }
      return Path.of(said.strip());
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
