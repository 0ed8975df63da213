package dev.cwforwarder.poll;

import org.jspecify.annotations.Nullable;

/// The checkpoints cannot be read or written; the message says what was asked, why not, and what
/// may help.
public final class CheckpointException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean damaged;

  public CheckpointException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private CheckpointException(String message, @Nullable Throwable cause, boolean damaged) {
    super(message, cause);
    this.damaged = damaged;
  }

  /// What is kept of one source is no checkpoint; other sources are not concerned.
  static CheckpointException damaged(String message, Throwable cause) {
    return new CheckpointException(message, cause, true);
  }

  boolean isDamaged() {
    return damaged;
  }
}
