package dev.cwforwarder.poll;

/// The run cannot continue, for any source.
final class RunAbortedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final PollReport.End end;

  RunAbortedException(PollReport.End end, String message) {
    super(message);
    this.end = end;
  }

  /// Checkpoints cannot be read or written.
  RunAbortedException(CheckpointException cause) {
    super(cause.getMessage(), cause);
    this.end = PollReport.End.CHECKPOINTS;
  }

  PollReport.End end() {
    return end;
  }
}
