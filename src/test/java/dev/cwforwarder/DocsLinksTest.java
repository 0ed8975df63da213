package dev.cwforwarder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.testing.MarkdownDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every document is reachable from the README and the index, and every link has a target.
final class DocsLinksTest {
  static List<String> documents() {
    return Stream.concat(
            Stream.of("", "docs", "docs/decisions", "events")
                .flatMap(folder -> MarkdownDocument.in(folder).stream())
                .map(MarkdownDocument::path),
            Stream.of("src/test/resources/corpus/README.md"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkHasATarget(String path) {
    assertThat(MarkdownDocument.of(path).links())
        .filteredOn(link -> !link.startsWith("https://"))
        .allSatisfy(link -> assertThat(exists(path, link)).as(link).isTrue());
  }

  @Test
  void documentsHaveLinks() {
    assertThat(documents()).hasSizeGreaterThan(40);
    assertThat(documents().stream().mapToInt(path -> targets(path).size()).sum())
        .isGreaterThan(200);
  }

  @Test
  void theIndexNamesEveryDocument() {
    Set<String> linked = targets("docs/README.md");

    assertThat(MarkdownDocument.in("docs"))
        .extracting(MarkdownDocument::path)
        .filteredOn(path -> !path.equals("docs/README.md"))
        .isNotEmpty()
        .isSubsetOf(linked);
    assertThat(linked).contains("docs/decisions/README.md", "README.md");
    assertThat(targets("README.md")).contains("docs/README.md");
  }

  @Test
  void everyPictureIsInADocument() throws IOException {
    Set<String> linked =
        documents().stream().flatMap(path -> targets(path).stream()).collect(Collectors.toSet());
    try (Stream<Path> pictures = Files.list(Path.of("docs/images"))) {
      assertThat(pictures.map(Path::toString).toList()).isNotEmpty().isSubsetOf(linked);
    }
  }

  private static Set<String> targets(String path) {
    return MarkdownDocument.of(path).links().stream()
        .filter(link -> !link.startsWith("https://"))
        .map(link -> target(path, link))
        .collect(Collectors.toSet());
  }

  private static boolean exists(String path, String link) {
    String target = target(path, link);
    if (!Files.exists(Path.of(target))) {
      return false;
    }
    int anchor = link.indexOf('#');
    return anchor < 0 || MarkdownDocument.of(target).anchors().contains(link.substring(anchor + 1));
  }

  /// The file that `link` in the document `path` points to.
  private static String target(String path, String link) {
    String file = link.split("#", -1)[0];
    return file.isEmpty() ? path : Path.of(path).resolveSibling(file).normalize().toString();
  }
}
