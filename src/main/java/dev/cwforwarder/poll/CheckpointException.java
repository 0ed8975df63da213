package dev.cwforwarder.poll;

import dev.cwforwarder.model.VisibleText;
import org.jspecify.annotations.Nullable;

/// Checkpoints cannot be read or written. The message names the failed operation, the cause and a
/// remedy. It may quote stored text, so it is capped.
public final class CheckpointException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int MAX_CHARACTERS = 2048;

  private final boolean damaged;

  public CheckpointException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private CheckpointException(String message, @Nullable Throwable cause, boolean damaged) {
    super(VisibleText.capped(message, MAX_CHARACTERS), cause);
    this.damaged = damaged;
  }

  /// The stored state of one source is not valid. Other sources are not affected.
  static CheckpointException damaged(String message, Throwable cause) {
    return new CheckpointException(message, cause, true);
  }

  boolean isDamaged() {
    return damaged;
  }
}
