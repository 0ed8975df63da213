package dev.cwforwarder.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/// One CloudWatch log event, or several that were joined into one.
///
/// @param id unique per event; becomes `log.record.uid`
/// @param timestampMillis when the application logged it, milliseconds since the epoch
/// @param message the text as CloudWatch delivered it
/// @param extractedFields system fields (`@aws.account`, `@aws.region`, `@source.log`) and fields
///   named by the filter pattern; mostly empty
/// @param joined the events it was made of, in order and as CloudWatch delivered them; empty for
///   what CloudWatch delivered itself
public record LogEvent(
    String id,
    long timestampMillis,
    String message,
    Map<String, String> extractedFields,
    List<LogEvent> joined) {
  public LogEvent {
    requireNonNull(id, "id is null");
    requireNonNull(message, "message is null");
    extractedFields = Map.copyOf(extractedFields);
    joined = List.copyOf(joined);
  }

  /// An event as CloudWatch delivered it.
  public LogEvent(
      String id, long timestampMillis, String message, Map<String, String> extractedFields) {
    this(id, timestampMillis, message, extractedFields, List.of());
  }

  /// An event without extracted fields.
  public LogEvent(String id, long timestampMillis, String message) {
    this(id, timestampMillis, message, Map.of());
  }

  /// The message without one line break at its end.
  public String text() {
    if (!message.endsWith("\n")) {
      return message;
    }
    return message.substring(0, message.length() - (message.endsWith("\r\n") ? 2 : 1));
  }

  /// How many events of CloudWatch it stands for.
  public int count() {
    return Math.max(1, joined.size());
  }

  /// The events of CloudWatch it stands for.
  public List<LogEvent> originals() {
    return joined.isEmpty() ? List.of(this) : joined;
  }
}
