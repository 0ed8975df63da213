package dev.cwforwarder.map;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.map.corpus.CollectorTransform;
import dev.cwforwarder.map.corpus.Comparison;
import dev.cwforwarder.map.corpus.Corpus;
import dev.cwforwarder.map.corpus.CorpusLine;
import dev.cwforwarder.map.corpus.Difference;
import dev.cwforwarder.map.corpus.Reading;
import dev.cwforwarder.testing.MarkdownTable;
import dev.cwforwarder.testing.Records;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is in ClickStack is the same with and without its collector's transform, but for what
/// `docs/collector-differences.md` lists.
final class CollectorDifferencesTest {
  private static final Map<String, CorpusLine> LINES = byId();
  private static final MarkdownTable LISTED =
      MarkdownTable.of("docs/collector-differences.md", "kind");

  @Test
  void differencesAreExactlyTheDocumentedOnes() {
    Map<String, String> found = new TreeMap<>();
    for (CorpusLine line : LINES.values()) {
      for (Difference difference : differences(line)) {
        found.putIfAbsent(difference.title(), line.id());
      }
    }

    assertThat(found.keySet())
        .as("differences, each with the first line that has it: %s", found)
        .containsExactlyInAnyOrderElementsOf(LISTED.rows().stream().map(List::getFirst).toList());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void documentedExampleHasThisDifference(String kind, String id) {
    assertThat(differences(requireNonNull(LINES.get(id), id)))
        .extracting(Difference::title)
        .contains(kind);
  }

  static List<Object[]> examples() {
    return LISTED.rows().stream()
        .map(
            row ->
                new Object[] {
                  row.getFirst(), MarkdownTable.code(row.getLast()).toList().getFirst()
                })
        .toList();
  }

  /// The collector may add attributes to the forwarder's records, but it must not change any.
  @Test
  void collectorDoesNotChangeTheForwardersRecords() {
    assertThat(LINES).isNotEmpty();
    for (CorpusLine line : LINES.values()) {
      LogRecordData logRecord = record(line);
      Reading reading = Reading.of(line, logRecord);
      CollectorTransform.Stored stored =
          CollectorTransform.of(
              body(logRecord),
              reading.attributes(),
              requireNonNullElse(logRecord.getSeverityText(), ""));

      assertThat(reading.attributes())
          .as(line.id())
          .allSatisfy(
              (name, value) ->
                  assertThat(stored.attributes().get(name))
                      .isNotNull()
                      .matches(storedValue -> Comparison.same(value, storedValue), "is " + value));
    }
  }

  private static Set<Difference> differences(CorpusLine line) {
    LogRecordData logRecord = record(line);
    return Comparison.of(Reading.of(line, logRecord), body(logRecord)).differences();
  }

  private static LogRecordData record(CorpusLine line) {
    return Records.mapper().map(line.batch(), Instant.EPOCH).getLast();
  }

  private static String body(LogRecordData logRecord) {
    return requireNonNull(logRecord.getBodyValue()).asString();
  }

  private static Map<String, CorpusLine> byId() {
    Map<String, CorpusLine> byId = new TreeMap<>();
    Corpus.lines().forEach(line -> byId.put(line.id(), line));
    return byId;
  }
}
