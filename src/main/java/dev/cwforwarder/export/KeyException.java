package dev.cwforwarder.export;

import org.jspecify.annotations.Nullable;

/// No ingestion key is available. The message gives the reason and never contains a key.
public final class KeyException extends Exception {
  private static final long serialVersionUID = 1L;

  public KeyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// Why no key is available.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
