package dev.cwforwarder.poll;

import org.jspecify.annotations.Nullable;

/// The checkpoints cannot be read or written; the message says what was asked, why not, and what
/// may help.
public final class CheckpointException extends Exception {
  private static final long serialVersionUID = 1L;

  public CheckpointException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
