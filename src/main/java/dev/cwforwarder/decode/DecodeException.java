package dev.cwforwarder.decode;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The input is not what CloudWatch Logs sends; the message says where and what was expected.
/// Repeating the same input cannot help. Messages of customers are never part of it.
public final class DecodeException extends IOException {
  private static final long serialVersionUID = 1L;

  DecodeException(String message) {
    super(message);
  }

  DecodeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
