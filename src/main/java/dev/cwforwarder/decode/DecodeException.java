package dev.cwforwarder.decode;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The input does not have the format that CloudWatch Logs sends. The message gives the position
/// and what was expected there; it never contains log messages of customers. A retry with the same
/// input cannot help.
public final class DecodeException extends IOException {
  private static final long serialVersionUID = 1L;

  DecodeException(String message) {
    super(message);
  }

  DecodeException(String message, @Nullable Throwable cause) {
    super(message, cause);
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
