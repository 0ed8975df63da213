package dev.cwforwarder.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.map.corpus.CorpusLine;
import dev.cwforwarder.map.corpus.FormatScores;
import dev.cwforwarder.map.corpus.Formats;
import dev.cwforwarder.map.corpus.FormatsReport;
import dev.cwforwarder.map.corpus.Reading;
import dev.cwforwarder.testing.MarkdownTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Measures how many log formats are read, each counted once, and how many lines without a level
/// get one.
///
/// `target/formats-report.md` contains the scores, and the misses of the formats that the reader is
/// tuned to.
final class FormatsTest {
  // What the reader reaches today. The goals are 0.999, 0.95, 0.95, 0.95, 0.95 and 0.01.
  private static final double MIN_PRECISION = 0.994;
  private static final double MIN_RECALL = 0.955;
  private static final double MIN_WARN_RECALL = 0.96;
  private static final double MIN_ATTRIBUTES = 0.97;
  private static final double MIN_TRACES = 0.99;
  private static final double MAX_FALSE_ALARMS = 0.01;

  private static final FormatsReport REPORT =
      new FormatsReport(
          read(Formats.tuning()),
          read(Formats.heldOut()),
          read(Formats.falseAlarms()),
          read(Formats.heldOutFalseAlarms()));
  private static final FormatScores HELD_OUT = REPORT.heldOut();

  @BeforeAll
  static void writeReport() throws IOException {
    REPORT.write(Path.of("target"));
  }

  @Test
  void formatsAreManyAndIdsAreUnique() {
    assertThat(REPORT.tuning().formats() + HELD_OUT.formats()).isGreaterThanOrEqualTo(200);
    assertThat(Formats.all()).extracting(CorpusLine::id).doesNotHaveDuplicates();
  }

  @Test
  void aFormatIsHeldOutByTheHashOfItsName() {
    assertThat(Formats.heldOut()).isNotEmpty().allMatch(line -> Formats.isHeldOut(line.source()));
    assertThat(Formats.tuning()).isNotEmpty().noneMatch(line -> Formats.isHeldOut(line.source()));
  }

  @Test
  void aFalseAlarmIsHeldOutByTheHashOfItsId() {
    assertThat(Formats.heldOutFalseAlarms()).isNotEmpty().allMatch(CorpusLine::heldOut);
    assertThat(Formats.falseAlarms()).isNotEmpty().noneMatch(CorpusLine::heldOut);
  }

  @Test
  void falseAlarmsStateNoLevelAboveInfo() {
    assertThat(Stream.of(Formats.falseAlarms(), Formats.heldOutFalseAlarms()).flatMap(List::stream))
        .hasSizeGreaterThanOrEqualTo(300)
        .noneMatch(line -> FormatScores.isWarnOrAbove(line.severity()));
  }

  @Test
  void severitiesArePrecise() {
    assertThat(HELD_OUT.precision()).isGreaterThanOrEqualTo(MIN_PRECISION);
  }

  @Test
  void severitiesOfEveryFormatAreFound() {
    assertThat(HELD_OUT.recall()).isGreaterThanOrEqualTo(MIN_RECALL);
  }

  @Test
  void warningsAndErrorsOfEveryFormatAreFound() {
    assertThat(HELD_OUT.warnRecall()).isGreaterThanOrEqualTo(MIN_WARN_RECALL);
  }

  @Test
  void attributesAreExtracted() {
    assertThat(HELD_OUT.attributes()).isGreaterThanOrEqualTo(MIN_ATTRIBUTES);
  }

  @Test
  void tracesAreCorrect() {
    assertThat(HELD_OUT.traces()).isGreaterThanOrEqualTo(MIN_TRACES);
  }

  @Test
  void linesWithoutALevelDoNotAlarm() {
    assertThat(HELD_OUT.falseAlarms()).isLessThanOrEqualTo(MAX_FALSE_ALARMS);
  }

  @Test
  void thePageStatesTheScores() {
    assertThat(MarkdownTable.of("docs/reading.md", "formats").rows())
        .containsExactly(cells("held out", HELD_OUT), cells("tuning", REPORT.tuning()));
  }

  private static List<String> cells(String name, FormatScores scores) {
    return List.of(
        name + ": " + scores.formats(),
        rounded(scores.precision()),
        rounded(scores.recall()),
        rounded(scores.warnRecall()),
        rounded(scores.attributes()),
        rounded(scores.traces()),
        rounded(scores.falseAlarms()) + " of " + scores.falseAlarmLines());
  }

  private static String rounded(double score) {
    return String.format(Locale.ROOT, "%.3f", score);
  }

  private static List<Reading> read(List<CorpusLine> lines) {
    return lines.stream().map(Reading::of).toList();
  }
}
