package dev.cwforwarder.export;

import org.jspecify.annotations.Nullable;

/// There is no ingestion key to send. The message says why and never holds one.
public final class KeyException extends Exception {
  private static final long serialVersionUID = 1L;

  public KeyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// Why there is no key.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
