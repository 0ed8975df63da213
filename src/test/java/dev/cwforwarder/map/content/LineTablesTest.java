package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The severity of the lines in `src/test/resources/lines`. A row is a severity, or `-` for none,
/// and a line, in which `⇥`, `⏎` and `␛` stand for a tab, a line break and an escape.
final class LineTablesTest {
  private static final Path TABLES = Path.of("src/test/resources/lines");

  private static final Pattern EXAMPLE = Pattern.compile("\\|.* `([^`]+)` \\| ([A-Z]+|–) \\|");

  record Row(String severity, String line) {
    static Row of(String row) {
      int blank = row.indexOf(' ');
      String line = row.substring(blank).stripLeading();
      return new Row(
          row.substring(0, blank),
          line.replace('⇥', '\t').replace('⏎', '\n').replace('␛', '\u001b'));
    }
  }

  private static Stream<Row> rows(String table) throws IOException {
    return Files.readAllLines(TABLES.resolve(table)).stream().map(Row::of);
  }

  static Stream<Row> heads() throws IOException {
    return rows("heads.txt");
  }

  static Stream<Row> prefixes() throws IOException {
    return rows("prefixes.txt");
  }

  static Stream<Row> linesWithoutLevel() throws IOException {
    return rows("no-level.txt");
  }

  /// The rows of the tables in `docs/reading.md` that have a line and a severity.
  static Stream<Row> examples() throws IOException {
    return Files.readAllLines(Path.of("docs/reading.md")).stream()
        .map(EXAMPLE::matcher)
        .filter(Matcher::matches)
        .map(row -> new Row(row.group(2).replace('–', '-'), row.group(1).replace("\\|", "|")));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void examplesOfTheDocumentationAreTrue(Row row) {
    assertSeverity(row, row.line());
  }

  @ParameterizedTest
  @MethodSource("heads")
  void levelInAHeadIsTheSeverity(Row row) {
    assertSeverity(row, row.line());
  }

  @ParameterizedTest
  @MethodSource("prefixes")
  void lineBehindAPrefixIsParsed(Row row) {
    assertSeverity(row, row.line());
  }

  @ParameterizedTest
  @MethodSource("linesWithoutLevel")
  void wordsAndCountsAreNotLevels(Row row) {
    assertSeverity(row, row.line());
  }

  @ParameterizedTest
  @MethodSource("heads")
  void headBehindSyslogHasTheSameSeverity(Row row) {
    assertSeverity(row, "<14>Dec  7 10:00:00 host program[7]: " + row.line());
  }

  @ParameterizedTest
  @MethodSource("heads")
  void headBehindAContainerRuntimeHasTheSameSeverity(Row row) {
    assertSeverity(row, "2025-12-07T10:00:00.123456789Z stderr F " + row.line());
  }

  @ParameterizedTest
  @MethodSource("linesWithoutLevel")
  void lineWithoutALevelHasNoneBehindAContainerRuntime(Row row) {
    assertSeverity(row, "2025-12-07T10:00:00.123456789Z stdout F " + row.line());
  }

  private static void assertSeverity(Row row, String line) {
    String found = Parsing.of(line).severityText();
    assertThat(found == null ? "-" : found).as(line).isEqualTo(row.severity());
  }
}
