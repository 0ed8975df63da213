package dev.cwforwarder.demo;

import java.util.ArrayList;
import java.util.List;

/// Records the lines of a day and the facts about them.
final class Journal {
  private final Day day;
  private final List<LogLine> lines = new ArrayList<>();
  private final Tally tally = new Tally();

  Journal(Day day) {
    this.day = day;
  }

  /// Adds a line.
  ///
  /// @throws IllegalArgumentException if `millis` is outside the day
  void add(Source source, long millis, Level level, String message) {
    if (millis < day.start() || millis >= day.end()) {
      throw new IllegalArgumentException(
          Day.iso(millis) + " of " + source + " is not of " + day.date());
    }
    lines.add(new LogLine(source, millis, level, message));
    tally.add("events_by_group", source.group());
    tally.add("events_by_service", source.service());
    tally.add("events_by_severity", level.lowerCase());
    if (level.compareTo(Level.WARN) >= 0) {
      String name = level == Level.WARN ? "warnings_by_service" : "errors_by_service";
      tally.add(name, source.service());
    }
  }

  Tally tally() {
    return tally;
  }

  /// All lines in the order of their addition.
  List<LogLine> lines() {
    return List.copyOf(lines);
  }
}
