package dev.cwforwarder.poll;

import org.jspecify.annotations.Nullable;

/// The run cannot continue, for any source.
final class RunAbortedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final PollReport.End end;

  RunAbortedException(PollReport.End end, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.end = end;
  }

  PollReport.End end() {
    return end;
  }
}
