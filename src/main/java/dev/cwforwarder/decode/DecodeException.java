package dev.cwforwarder.decode;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The input does not have the format that CloudWatch Logs sends. The message gives the position
/// and what was expected there; it never contains log messages of customers. A retry with the same
/// input cannot help.
public final class DecodeException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean foreign;

  DecodeException(String message) {
    this(message, null);
  }

  DecodeException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private DecodeException(String message, @Nullable Throwable cause, boolean foreign) {
    super(message, cause);
    this.foreign = foreign;
  }

  /// The data is intact, but not from CloudWatch Logs.
  static DecodeException foreign(DecodeException problem) {
    return new DecodeException(
        "not from CloudWatch Logs: expected a document with messageType and logEvents, as JSON or"
            + " gzipped JSON (%s)".formatted(problem.getMessage()),
        problem,
        true);
  }

  /// Whether the data is certainly not from CloudWatch Logs, rather than damaged.
  public boolean isForeign() {
    return foreign;
  }

  /// An unexpected error. Contains its location, but not its message, which may quote log data.
  public static DecodeException unexpected(RuntimeException e) {
    StackTraceElement[] trace = e.getStackTrace();
    return new DecodeException(
        "%s at %s"
            .formatted(e.getClass().getName(), trace.length == 0 ? "unknown place" : trace[0]),
        e);
  }
}
