package dev.cwforwarder.store;

import org.jspecify.annotations.Nullable;

/// A document could not be stored; the message says where and why.
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1L;

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
