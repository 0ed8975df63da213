package dev.cwforwarder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Documents, help, messages, template and comments use the field's terms, not these phrases.
///
/// CONTRIBUTING.md names the terms to use instead. Stored spellings keep their old words, see
/// [#EXCEPT].
final class WordingTest {
  /// The worst of the old phrases, a regular expression each.
  private static final List<String> PHRASES =
      List.of(
          "blot(s|ted|ting)? out",
          "blott",
          "keeper",
          "(hand|hands|handed|handing) (it |them |this |what \\w+ |a \\w+ |the \\w+ )?over",
          "hand-over",
          "(takes?|taken|gives?|given) back",
          "goes on (when|with|where|by|in)",
          "go on (with|where|when)",
          "in circles",
          "nobody",
          "somebody",
          "anybody",
          "dearest",
          "dearer",
          "(left|leaves?|leaving) out",
          "grown old",
          "begins? anew",
          "goes without",
          "is told",
          "told by",
          "told from",
          "of ours",
          "beside",
          "closes? in on",
          "looked into",
          "looks? into",
          "is away",
          "goes before",
          "given up on",
          "gives? up on",
          "gave up on",
          "means a group",
          "so it does",
          "at most so many",
          "the (first|second) compiler",
          "EventsCut",
          "GivenUpAlarm",
          "only_handed_over");

  /// Lines with one of these are not searched: the stored prefix of delegations, and the renamings
  /// that the CHANGELOG lists.
  private static final List<String> EXCEPT =
      List.of(
          "#handed-over/",
          "`EventsCut` is now",
          "`GivenUpAlarm` is now",
          "`logs.groups.only_handed_over` is now",
          "`hand-over` is now");

  private static final Pattern OLD =
      Pattern.compile(
          "(?<![\\w-])(?:" + String.join("|", PHRASES) + ")(?!\\w)", Pattern.CASE_INSENSITIVE);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "CONTRIBUTING.md",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "template.yaml"
      })
  void thisFileHasNoneOfTheOldPhrases(String file) {
    assertThat(found(Path.of(file))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs", "events", "scripts", "src/main", "dashboards"})
  void thisFolderHasNoneOfTheOldPhrases(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      List<Path> texts = files.filter(WordingTest::isText).sorted().toList();

      assertThat(texts).isNotEmpty();
      assertThat(texts.stream().flatMap(path -> found(path).stream()).toList()).isEmpty();
    }
  }

  @Test
  void oldPhrasesAreFoundWhereTheyAre() {
    assertThat(
            List.of(
                "text is blotted out",
                "NOBODY listens",
                "handed over to polling",
                "/// the dearest step"))
        .allMatch(line -> OLD.matcher(line).find());
    assertThat(List.of("besides", "a left outer join", "the housekeeper's"))
        .noneMatch(line -> OLD.matcher(line).find());
  }

  /// `file:line: phrase` of each old phrase in `file`.
  private static List<String> found(Path file) {
    List<String> found = new ArrayList<>();
    List<String> lines = Project.text(file.toString()).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (EXCEPT.stream().noneMatch(line::contains)) {
        int number = i + 1;
        OLD.matcher(line)
            .results()
            .map(MatchResult::group)
            .forEach(phrase -> found.add("%s:%d: %s".formatted(file, number, phrase)));
      }
    }
    return found;
  }

  private static boolean isText(Path file) {
    String name = file.getFileName().toString();
    return Stream.of(".md", ".java", ".sh", ".py", ".mjs", ".yaml", ".json", ".toml", ".txt")
            .anyMatch(name::endsWith)
        && !file.toString().contains("node_modules");
  }
}
