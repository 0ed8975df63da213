package dev.cwforwarder.local.lambda;

import java.nio.file.Files;
import java.nio.file.Path;

/// Finds the root folder of this project.
public final class ProjectRoot {
  private ProjectRoot() {}

  /// The folder in the system property `project.root`, which scripts set, or the nearest folder
  /// from the working folder upwards with `scripts/bootstrap.sh`.
  ///
  /// @throws IllegalStateException if there is none
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
