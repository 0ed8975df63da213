package dev.cwforwarder.subscribe;

/// The run cannot continue with any log group.
final class RunAbortedException extends Exception {
  private static final long serialVersionUID = 1;

  private final SubscribeReport.End end;

  RunAbortedException(SubscribeReport.End end, SubscribeException cause) {
    super(cause.getMessage(), cause);
    this.end = end;
  }

  SubscribeReport.End end() {
    return end;
  }

  /// Throws if `e` would fail every other request as well; returns otherwise.
  static void ifFatal(SubscribeException e) throws RunAbortedException {
    switch (e.reason()) {
      case OUT_OF_TIME -> throw new RunAbortedException(SubscribeReport.End.OUT_OF_TIME, e);
      case CREDENTIALS, UNAVAILABLE, THROTTLED ->
          throw new RunAbortedException(SubscribeReport.End.UNAVAILABLE, e);
      case GONE, SLOTS_FULL, CLASS, DENIED, DESTINATION, UNEXPECTED -> {}
    }
  }
}
