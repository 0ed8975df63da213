package dev.cwforwarder.map.lines;

import dev.cwforwarder.map.otel.OtelShape;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import java.util.ArrayList;
import java.util.List;

/// Joins each event that continues the previous one, as a [LineRule] decides. Bounded: a text that
/// is too long, or that was not written at once, becomes several records.
public final class EventJoiner implements LineJoiner {
  /// The maximum number of events in one record.
  static final int MAX_EVENTS = 500;

  /// The maximum length of a joined text, in characters.
  static final int MAX_TEXT_LENGTH = 262_144;

  /// The maximum time between two lines of one text, since its lines are written immediately one
  /// after the other.
  static final long MAX_GAP_MILLIS = 5_000;

  /// Upper bounds of the encoded size of a character and of a joined event: the text may be in the
  /// body and in attributes, and each event adds an id.
  private static final int BYTES_PER_CHARACTER = 8;

  private static final int BYTES_PER_EVENT = 256;

  private final LineRule rule;
  private final int maxEvents;
  private final int maxTextLength;
  private final boolean otelApart;

  /// Creates a joiner for events without records of OpenTelemetry.
  public EventJoiner(LineRule rule, int maxRequestBytes) {
    this(rule, maxRequestBytes, false);
  }

  /// @param maxRequestBytes the maximum size of a request; a joined record must fit into it, since
  ///   a record that does not would be rejected even though each of its events fits
  /// @param otelApart whether events that may be records of OpenTelemetry are joined with no other
  public EventJoiner(LineRule rule, int maxRequestBytes, boolean otelApart) {
    this.otelApart = otelApart;
    this.rule = rule;
    this.maxEvents = Math.min(MAX_EVENTS, maxRequestBytes / BYTES_PER_EVENT);
    this.maxTextLength = Math.min(MAX_TEXT_LENGTH, maxRequestBytes / BYTES_PER_CHARACTER);
  }

  @Override
  public LogBatch join(LogBatch batch) {
    if (batch.size() < 2) {
      return batch;
    }
    Join join = new Join(batch.size());
    batch.events().forEach(join::add);
    List<LogEvent> events = join.finish();
    return events.size() == batch.size() ? batch : new LogBatch(batch.source(), events);
  }

  /// Joins the events of one batch.
  private final class Join {
    private final LineRule.Scan scan = rule.newScan();
    private final List<LogEvent> events;
    private final List<LogEvent> pending = new ArrayList<>();
    private int length;
    private boolean afterOtel;

    Join(int capacity) {
      events = new ArrayList<>(capacity);
    }

    void add(LogEvent event) {
      String line = event.text();
      // Called for every line, because the result depends on all previous lines.
      boolean isContinuation = scan.isContinuation(line);
      boolean isOtel = otelApart && OtelShape.mayBeOtel(line);
      if (pending.isEmpty() || !isContinuation || isOtel || afterOtel || !fits(event, line)) {
        close();
      }
      afterOtel = isOtel;
      pending.add(event);
      length += line.length() + 1;
    }

    private boolean fits(LogEvent event, String line) {
      LogEvent last = pending.getLast();
      return pending.size() < maxEvents
          && length + line.length() <= maxTextLength
          && Math.abs(event.timestampMillis() - last.timestampMillis()) <= MAX_GAP_MILLIS
          && event.extractedFields().equals(last.extractedFields());
    }

    private void close() {
      if (pending.size() == 1) {
        events.add(pending.getFirst());
      } else if (!pending.isEmpty()) {
        events.add(joined());
      }
      pending.clear();
      length = 0;
    }

    private LogEvent joined() {
      StringBuilder text = new StringBuilder(length);
      for (LogEvent event : pending) {
        text.append(text.isEmpty() ? "" : "\n").append(event.text());
      }
      LogEvent first = pending.getFirst();
      return new LogEvent(
          first.id(), first.timestampMillis(), text.toString(), first.extractedFields(), pending);
    }

    List<LogEvent> finish() {
      close();
      return events;
    }
  }
}
