package dev.cwforwarder.demo;

import java.util.ArrayList;
import java.util.List;

/// Records the lines and the spans of a day, and the facts about them.
final class Journal {
  /// The log group to which X-Ray's Transaction Search writes the spans of an account.
  static final String SPAN_GROUP = "aws/spans";

  private static final Source SPANS = new Source(SPAN_GROUP, "default", "");

  private final Day day;
  private final List<LogLine> lines = new ArrayList<>();
  private final List<LogLine> spans = new ArrayList<>();
  private final Tally tally = new Tally();
  private final Dice ids;

  Journal(Day day) {
    this.day = day;
    this.ids = Dice.of(day.start(), "spans");
  }

  /// Adds a line.
  ///
  /// @throws IllegalArgumentException if `millis` is outside the day
  void add(Source source, long millis, Level level, String message) {
    check(source, millis);
    lines.add(new LogLine(source, millis, level, message));
    tally.add("events_by_group", source.group());
    tally.add("events_by_service", source.service());
    tally.add("events_by_severity", level.lowerCase());
    if (level.compareTo(Level.WARN) >= 0) {
      String name = level == Level.WARN ? "warnings_by_service" : "errors_by_service";
      tally.add(name, source.service());
    }
  }

  /// Adds a span, which is written when it ends.
  ///
  /// @param message the span in the form in which it is written
  /// @throws IllegalArgumentException if it ends outside the day
  void add(SpanLine span, String message) {
    check(SPANS, span.start());
    check(SPANS, span.end());
    spans.add(new LogLine(SPANS, span.end(), Level.INFO, message));
    tally.add("spans_by_service", span.service());
    tally.add("spans_by_kind", span.kind().name());
    if (span.failed()) {
      tally.add("failed_spans_by_service", span.service());
    }
  }

  /// The id of a new span.
  String spanId() {
    return ids.hex(16);
  }

  Tally tally() {
    return tally;
  }

  /// All lines in the order of their addition.
  List<LogLine> lines() {
    return List.copyOf(lines);
  }

  /// The log events with the spans, in the order of their addition.
  List<LogLine> spans() {
    return List.copyOf(spans);
  }

  private void check(Source source, long millis) {
    if (millis < day.start() || millis >= day.end()) {
      throw new IllegalArgumentException(
          Day.iso(millis)
              + " of "
              + source
              + " is not within 24 hours from "
              + Day.iso(day.start()));
    }
  }
}
