package dev.cwforwarder.map.lines;

import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import java.util.ArrayList;
import java.util.List;

/// Joins events by a rule that says which lines go on with the one before. Bounded: what is not
/// written at one go, or is too long, is several records.
public final class EventJoiner implements LineJoiner {
  /// More events are not joined into one.
  static final int MOST_EVENTS = 500;

  /// Longer texts are not made, in characters.
  static final int LONGEST_TEXT = 262_144;

  /// Lines of one text are written one right after the other.
  static final long LONGEST_GAP_MILLIS = 5_000;

  /// What a character of the text, and an event that is joined, take in a request at most: it
  /// stands in the body and in attributes, and an id is added.
  private static final int BYTES_OF_CHARACTER = 8;

  private static final int BYTES_OF_EVENT = 256;

  private final LineRule rule;
  private final int mostEvents;
  private final int longestText;

  /// @param maxRequestBytes what is joined must fit into such a request: what does not would be
  ///   refused although each event alone is not
  public EventJoiner(LineRule rule, int maxRequestBytes) {
    this.rule = rule;
    this.mostEvents = Math.min(MOST_EVENTS, maxRequestBytes / BYTES_OF_EVENT);
    this.longestText = Math.min(LONGEST_TEXT, maxRequestBytes / BYTES_OF_CHARACTER);
  }

  @Override
  public LogBatch join(LogBatch batch) {
    if (batch.size() < 2) {
      return batch;
    }
    Joining joining = new Joining(batch.size());
    batch.events().forEach(joining::take);
    List<LogEvent> events = joining.end();
    return events.size() == batch.size() ? batch : new LogBatch(batch.source(), events);
  }

  /// The joining of one batch.
  private final class Joining {
    private final LineRule.Reading reading = rule.reading();
    private final List<LogEvent> events;
    private final List<LogEvent> open = new ArrayList<>();
    private int length;

    Joining(int most) {
      events = new ArrayList<>(most);
    }

    void take(LogEvent event) {
      String line = event.text();
      // Asked of each line, since the next answer depends on all before.
      boolean goesOn = reading.goesOn(line);
      if (open.isEmpty() || !goesOn || !fits(event, line)) {
        close();
      }
      open.add(event);
      length += line.length() + 1;
    }

    private boolean fits(LogEvent event, String line) {
      LogEvent last = open.getLast();
      return open.size() < mostEvents
          && length + line.length() <= longestText
          && Math.abs(event.timestampMillis() - last.timestampMillis()) <= LONGEST_GAP_MILLIS
          && event.extractedFields().equals(last.extractedFields());
    }

    private void close() {
      if (open.size() == 1) {
        events.add(open.getFirst());
      } else if (!open.isEmpty()) {
        events.add(joined());
      }
      open.clear();
      length = 0;
    }

    private LogEvent joined() {
      StringBuilder text = new StringBuilder(length);
      for (LogEvent event : open) {
        text.append(text.isEmpty() ? "" : "\n").append(event.text());
      }
      LogEvent first = open.getFirst();
      return new LogEvent(
          first.id(), first.timestampMillis(), text.toString(), first.extractedFields(), open);
    }

    List<LogEvent> end() {
      close();
      return events;
    }
  }
}
