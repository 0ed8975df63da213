package dev.cwforwarder.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/// One CloudWatch log event, or several events joined into one.
///
/// @param id unique per event; becomes `log.record.uid`
/// @param timestampMillis event time in milliseconds since the epoch
/// @param message the text as delivered by CloudWatch
/// @param extractedFields system fields (`@aws.account`, `@aws.region`, `@source.log`) and fields
///   named by the filter pattern; usually empty
/// @param joined the original events of a joined event, in order and as delivered by CloudWatch;
///   otherwise empty
public record LogEvent(
    String id,
    long timestampMillis,
    String message,
    Map<String, String> extractedFields,
    List<LogEvent> joined) {
  /// 2100-01-01T00:00:00Z. ClickStack's tables compute when a row expires with a 32-bit `DateTime`,
  /// which overflows in 2106: such a row is deleted at once. OTLP's nanoseconds overflow in 2262.
  private static final long MAX_TIME_MILLIS = 4_102_444_800_000L;

  public LogEvent {
    requireNonNull(id, "id is null");
    requireNonNull(message, "message is null");
    extractedFields = Map.copyOf(extractedFields);
    joined = List.copyOf(joined);
  }

  /// An event as delivered by CloudWatch.
  public LogEvent(
      String id, long timestampMillis, String message, Map<String, String> extractedFields) {
    this(id, timestampMillis, message, extractedFields, List.of());
  }

  /// An event without extracted fields.
  public LogEvent(String id, long timestampMillis, String message) {
    this(id, timestampMillis, message, Map.of());
  }

  /// Whether a record can have this event's time: not before 1970, since OTLP has no such times,
  /// and before 2100. `PutLogEvents` accepts no other times.
  public boolean hasValidTime() {
    return timestampMillis >= 0 && timestampMillis < MAX_TIME_MILLIS;
  }

  /// The message without one trailing line break.
  public String text() {
    if (!message.endsWith("\n")) {
      return message;
    }
    return message.substring(0, message.length() - (message.endsWith("\r\n") ? 2 : 1));
  }

  /// The number of CloudWatch events that this event represents.
  public int count() {
    return Math.max(1, joined.size());
  }

  /// The CloudWatch events that this event represents.
  public List<LogEvent> originals() {
    return joined.isEmpty() ? List.of(this) : joined;
  }
}
