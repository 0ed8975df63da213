package dev.cwforwarder.poll;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/// One event as read from CloudWatch.
///
/// @param id CloudWatch's event id, the same as in a subscription payload; a hash of the content
///   where CloudWatch returns none
/// @param stream its log stream
/// @param timestampMillis when the application logged it, milliseconds since the epoch
/// @param ingestionMillis when CloudWatch ingested it, milliseconds since the epoch; or [#UNKNOWN]
/// @param message the text
/// @param fields further fields by name; usually empty
public record PolledEvent(
    String id,
    String stream,
    long timestampMillis,
    long ingestionMillis,
    String message,
    Map<String, String> fields) {
  /// CloudWatch did not report the ingestion time.
  public static final long UNKNOWN = Long.MIN_VALUE;

  public PolledEvent {
    requireNonNull(id, "id is null");
    requireNonNull(stream, "stream is null");
    requireNonNull(message, "message is null");
    fields = Map.copyOf(fields);
  }
}
