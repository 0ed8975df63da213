package dev.cwforwarder.local.lambda;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where this project is checked out.
public final class ProjectRoot {
  private ProjectRoot() {}

  /// The nearest folder with `scripts/bootstrap.sh`, from the working folder upwards; scripts name
  /// it in the system property `project.root`.
  ///
  /// @throws IllegalStateException when there is none
  public static Path find() {
    String named = System.getProperty("project.root", "");
    Path start = Path.of(named.isEmpty() ? "" : named).toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("scripts/bootstrap.sh"))) {
        return folder;
      }
    }
    throw new IllegalStateException("no scripts/bootstrap.sh in or above " + start);
  }
}
