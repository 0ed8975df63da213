package dev.cwforwarder.map.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The exact limits of joining.
final class EventJoinerTest {
  private static final LogSource SOURCE = new LogSource("1", "r", "g", "s");
  private static final LineJoiner ALL = new EventJoiner(() -> _ -> true, 1 << 23);

  private static List<Integer> sizes(List<LogEvent> events) {
    return ALL.join(new LogBatch(SOURCE, events)).events().stream().map(LogEvent::count).toList();
  }

  private static LogEvent at(long millis, String message) {
    return new LogEvent("id", millis, message);
  }

  @Test
  void numberOfEventsInOneRecordIsLimited() {
    int max = EventJoiner.MAX_EVENTS;

    assertThat(sizes(IntStream.range(0, max).mapToObj(n -> at(n, "m")).toList()))
        .containsExactly(max);
    assertThat(sizes(IntStream.range(0, max + 1).mapToObj(n -> at(n, "m")).toList()))
        .containsExactly(max, 1);
  }

  @Test
  void lengthOfOneTextIsLimited() {
    String remaining = "m".repeat(EventJoiner.MAX_TEXT_LENGTH - 2);

    assertThat(sizes(List.of(at(0, "a"), at(0, remaining)))).containsExactly(2);
    assertThat(sizes(List.of(at(0, "a"), at(0, remaining + "m")))).containsExactly(1, 1);
  }

  /// Lambda splits a line of more than 256 KB: the first part alone is as long as a record.
  @Test
  void aLineThatLambdaSplitIsNotJoined() {
    LineJoiner auto = new EventJoiner(new TraceLines(), 1 << 23);
    String first = "{\"level\":\"error\",\"msg\":\"" + "m".repeat(EventJoiner.MAX_TEXT_LENGTH);
    List<LogEvent> events = List.of(at(0, first), at(0, "m\"}"));

    assertThat(auto.join(new LogBatch(SOURCE, events)).events()).isEqualTo(events);
  }

  @Test
  void timeBetweenTwoLinesIsLimited() {
    long gap = EventJoiner.MAX_GAP_MILLIS;

    assertThat(sizes(List.of(at(0, "a"), at(gap, "b"), at(2 * gap, "c")))).containsExactly(3);
    assertThat(sizes(List.of(at(0, "a"), at(gap + 1, "b")))).containsExactly(1, 1);
  }

  @Test
  void eventsOfTwoAccountsAreNotJoined() {
    LogEvent other = new LogEvent("id", 0, "b", Map.of("@aws.account", "210987654321"));

    assertThat(sizes(List.of(at(0, "a"), other, other))).containsExactly(1, 2);
  }

  @Test
  void aMatchOfThePatternStartsARecord() {
    LineJoiner joiner = new EventJoiner(new StartPattern("^\\d{4}-"), 1 << 23);
    List<LogEvent> events =
        List.of(
            at(0, "INIT_START Runtime Version: java:25\n"),
            at(0, "no date yet\n"),
            at(0, "2026-01-01 a\n"),
            at(0, "b\n"),
            at(0, "END RequestId: 1\n"),
            at(0, "2026-01-01 c"));

    assertThat(joiner.join(new LogBatch(SOURCE, events)).events().stream().map(LogEvent::message))
        .containsExactly(
            "INIT_START Runtime Version: java:25\n",
            "no date yet\n",
            "2026-01-01 a\nb",
            "END RequestId: 1\n",
            "2026-01-01 c");
  }
}
