package dev.cwforwarder.local;

import dev.cwforwarder.local.lambda.LocalLambda;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// [EchoHandler] unpacked as Lambda unpacks a package.
public final class EchoFunction {
  private EchoFunction() {}

  /// Writes the package to `folder` and returns the options to run it, without retry delays.
  public static LocalLambda.Options in(Path folder) {
    Path root = folder.resolve("function");
    Path file = root.resolve(EchoHandler.class.getName().replace('.', '/') + ".class");
    try (InputStream in = EchoHandler.class.getResourceAsStream("EchoHandler.class")) {
      Files.createDirectories(file.getParent());
      Files.copy(in, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return LocalLambda.Options.of(root, EchoHandler.class.getName(), folder.resolve("failures"))
        .withRetryDelays(Duration.ZERO, Duration.ZERO);
  }
}
