package dev.cwforwarder.model;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/// One CloudWatch log event.
///
/// @param id unique per event; becomes `log.record.uid`
/// @param timestampMillis when the application logged it, milliseconds since the epoch
/// @param message the text as CloudWatch delivered it
/// @param extractedFields system fields (`@aws.account`, `@aws.region`, `@source.log`) and fields
///   named by the filter pattern; mostly empty
public record LogEvent(
    String id, long timestampMillis, String message, Map<String, String> extractedFields) {
  public LogEvent {
    requireNonNull(id, "id is null");
    requireNonNull(message, "message is null");
    extractedFields = Map.copyOf(extractedFields);
  }

  /// An event without extracted fields.
  public LogEvent(String id, long timestampMillis, String message) {
    this(id, timestampMillis, message, Map.of());
  }
}
