package dev.cwforwarder.replay;

import org.jspecify.annotations.Nullable;

/// A request to the bucket failed; the message says which one, why, and what may help.
public final class BucketException extends Exception {
  private static final long serialVersionUID = 1L;

  public BucketException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
