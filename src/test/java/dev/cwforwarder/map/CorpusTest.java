package dev.cwforwarder.map;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.map.corpus.Corpus;
import dev.cwforwarder.map.corpus.CorpusLine;
import dev.cwforwarder.map.corpus.CorpusReport;
import dev.cwforwarder.map.corpus.Reading;
import dev.cwforwarder.map.corpus.Scores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Measures how accurately messages are parsed, with lines that no parser was tuned to.
///
/// `target/corpus-report.md` contains the scores by source, and the errors in the lines that
/// parsers are tuned to.
final class CorpusTest {
  private static final List<CorpusLine> LINES = Corpus.lines();
  private static final CorpusReport REPORT =
      new CorpusReport(LINES.stream().map(Reading::of).toList());
  private static final Scores HELD_OUT = Scores.of(REPORT.heldOut());

  @BeforeAll
  static void writeReport() throws IOException {
    REPORT.write(Path.of("target"));
  }

  @Test
  void corpusIsLargeAndItsIdsAreUnique() {
    assertThat(LINES).hasSizeGreaterThanOrEqualTo(600);
    assertThat(LINES).extracting(CorpusLine::id).doesNotHaveDuplicates();
  }

  @Test
  void idsContainTheirSource() {
    assertThat(LINES).isNotEmpty().allMatch(line -> line.id().matches(line.source() + "-\\d{3}"));
  }

  @Test
  void aPartOfEverySourceIsHeldOut() {
    assertThat(LINES.stream().collect(groupingBy(CorpusLine::source)))
        .isNotEmpty()
        .allSatisfy((source, lines) -> assertThat(lines).anyMatch(CorpusLine::heldOut))
        .allSatisfy((source, lines) -> assertThat(lines).anyMatch(line -> !line.heldOut()));
    assertThat(REPORT.heldOut()).hasSizeBetween(LINES.size() / 4, LINES.size() / 2);
  }

  @Test
  void severitiesArePrecise() {
    assertThat(HELD_OUT.precision()).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void severitiesInLinesAreFound() {
    assertThat(HELD_OUT.recall()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void servicesAreCorrect() {
    assertThat(HELD_OUT.service()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void tracesAreCorrect() {
    assertThat(HELD_OUT.trace()).isGreaterThanOrEqualTo(0.9); // of 15 lines
  }

  @Test
  void attributesAreExtracted() {
    assertThat(HELD_OUT.attributes()).isGreaterThanOrEqualTo(0.95);
  }
}
