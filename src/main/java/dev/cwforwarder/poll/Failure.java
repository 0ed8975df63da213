package dev.cwforwarder.poll;

import java.time.Instant;

/// Why the last attempt to read a source failed.
///
/// @param reason the kind of failure
/// @param message the cause and what may help, for the operator
/// @param since when it first occurred
/// @param times how many times in a row
/// @param retryAt when the source is read again
public record Failure(
    ReadException.Reason reason, String message, Instant since, int times, Instant retryAt) {
  /// The same failure of a source that is read again at `time`.
  Failure withRetryAt(Instant time) {
    return new Failure(reason, message, since, times, time);
  }
}
