package dev.cwforwarder.bench;

import dev.cwforwarder.local.lambda.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The measured tables in docs/performance.md, each between two comments with its name.
final class PublishedTables {
  static final Path PAGE = Path.of("docs/performance.md");

  private PublishedTables() {}

  /// Replaces one of them.
  ///
  /// @throws IOException if the page has no comments with this name
  static void replace(String name, String tables) throws IOException {
    Path page = ProjectRoot.find().resolve(PAGE);
    String text = Files.readString(page);
    String begin = "<!-- %s: begin -->\n".formatted(name);
    String end = "<!-- %s: end -->".formatted(name);
    int start = text.indexOf(begin);
    int stop = text.indexOf(end);
    if (start < 0 || stop < start) {
      throw new IOException("%s has no %s … %s".formatted(page, begin.strip(), end));
    }
    String head = text.substring(0, start + begin.length());
    Files.writeString(page, head + tables + text.substring(stop));
  }
}
