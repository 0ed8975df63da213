package dev.cwforwarder.bench;

import dev.cwforwarder.local.lambda.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The measured tables in two pages, each between two comments with its name.
final class PublishedTables {
  private static final List<String> PAGES = List.of("docs/performance.md", "docs/scale.md");

  private PublishedTables() {}

  /// Replaces one of them.
  ///
  /// @throws IOException if no page has comments with this name
  static void replace(String name, String tables) throws IOException {
    String begin = "<!-- %s: begin -->\n".formatted(name);
    String end = "<!-- %s: end -->".formatted(name);
    for (String document : PAGES) {
      Path page = ProjectRoot.find().resolve(document);
      String text = Files.readString(page);
      int start = text.indexOf(begin);
      int stop = text.indexOf(end);
      if (start >= 0 && stop > start) {
        String head = text.substring(0, start + begin.length());
        Files.writeString(page, head + tables + text.substring(stop));
        return;
      }
    }
    throw new IOException("none of %s has %s … %s".formatted(PAGES, begin.strip(), end));
  }
}
