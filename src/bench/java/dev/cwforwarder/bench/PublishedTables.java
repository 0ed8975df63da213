package dev.cwforwarder.bench;

import dev.cwforwarder.local.lambda.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The tables of measured and calculated figures in two pages, each between two comments with its
/// name.
public final class PublishedTables {
  private static final List<String> PAGES = List.of("docs/performance.md", "docs/scale.md");

  private PublishedTables() {}

  /// What stands between `start` and `end` of the page.
  private record Place(Path page, String text, int start, int end) {}

  /// The tables between the comments with this name.
  ///
  /// @throws IOException if no page has comments with this name
  public static String read(String name) throws IOException {
    Place place = find(name);
    return place.text().substring(place.start(), place.end());
  }

  /// Replaces one of them.
  ///
  /// @throws IOException if no page has comments with this name
  public static void replace(String name, String tables) throws IOException {
    Place place = find(name);
    String head = place.text().substring(0, place.start());
    Files.writeString(place.page(), head + tables + place.text().substring(place.end()));
  }

  private static Place find(String name) throws IOException {
    String begin = "<!-- %s: begin -->\n".formatted(name);
    String end = "<!-- %s: end -->".formatted(name);
    for (String document : PAGES) {
      Path page = ProjectRoot.find().resolve(document);
      String text = Files.readString(page);
      int start = text.indexOf(begin);
      int stop = text.indexOf(end);
      if (start >= 0 && stop > start) {
        return new Place(page, text, start + begin.length(), stop);
      }
    }
    throw new IOException("none of %s has %s … %s".formatted(PAGES, begin.strip(), end));
  }
}
