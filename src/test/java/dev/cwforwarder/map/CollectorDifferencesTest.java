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
/// `docs/content.md` lists.
final class CollectorDifferencesTest {
  private static final Map<String, CorpusLine> LINES = byId();
  private static final MarkdownTable LISTED = MarkdownTable.of("docs/content.md", "kind");

  @Test
  void kindsOfDifferenceAreExactlyTheListedOnes() {
    Map<String, String> found = new TreeMap<>();
    for (CorpusLine line : LINES.values()) {
      for (Difference difference : differences(line)) {
        found.putIfAbsent(difference.title(), line.id());
      }
    }

    assertThat(found.keySet())
        .as("kinds, each with the first line that shows it: %s", found)
        .containsExactlyInAnyOrderElementsOf(LISTED.rows().stream().map(List::getFirst).toList());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleShowsItsKind(String kind, String id) {
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

  /// The collector may add to the forwarder's records; it changes nothing that is there.
  @Test
  void collectorLeavesTheForwardersRecordsAsTheyAre() {
    for (CorpusLine line : LINES.values()) {
      LogRecordData record = record(line);
      Reading reading = Reading.of(line, record);
      CollectorTransform.Stored stored =
          CollectorTransform.of(
              body(record), reading.attributes(), requireNonNullElse(record.getSeverityText(), ""));

      assertThat(reading.attributes())
          .as(line.id())
          .allSatisfy(
              (name, value) ->
                  assertThat(stored.attributes().get(name))
                      .isNotNull()
                      .matches(kept -> Comparison.same(value, kept), "is still " + value));
    }
  }

  private static Set<Difference> differences(CorpusLine line) {
    LogRecordData record = record(line);
    return Comparison.of(Reading.of(line, record), body(record)).differences();
  }

  private static LogRecordData record(CorpusLine line) {
    return Records.mapper().map(line.batch(), Instant.EPOCH).getLast();
  }

  private static String body(LogRecordData record) {
    return requireNonNull(record.getBodyValue()).asString();
  }

  private static Map<String, CorpusLine> byId() {
    Map<String, CorpusLine> byId = new TreeMap<>();
    Corpus.lines().forEach(line -> byId.put(line.id(), line));
    return byId;
  }
}
