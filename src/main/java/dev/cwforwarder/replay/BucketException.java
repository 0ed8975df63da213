package dev.cwforwarder.replay;

import org.jspecify.annotations.Nullable;

/// The bucket did not do what it was asked; the message says what, why, and what may help.
public final class BucketException extends Exception {
  private static final long serialVersionUID = 1L;

  public BucketException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
