package dev.cwforwarder.poll;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/// One event as a reader found it.
///
/// @param id CloudWatch's event id, the same as a subscription gives; or a hash of the content
///   where CloudWatch gives none
/// @param stream its log stream
/// @param timestampMillis when the application logged it, milliseconds since the epoch
/// @param ingestionMillis when CloudWatch took it; [#UNKNOWN] when not told
/// @param message the text
/// @param fields what else was told, by name; mostly empty
public record PolledEvent(
    String id,
    String stream,
    long timestampMillis,
    long ingestionMillis,
    String message,
    Map<String, String> fields) {
  /// No ingestion time was told.
  public static final long UNKNOWN = Long.MIN_VALUE;

  public PolledEvent {
    requireNonNull(id, "id is null");
    requireNonNull(stream, "stream is null");
    requireNonNull(message, "message is null");
    fields = Map.copyOf(fields);
  }
}
