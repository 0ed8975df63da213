package dev.cwforwarder.forward;

/// Some events were not delivered, so the source must not discard them. The message contains their
/// number and the cause.
public final class UndeliveredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UndeliveredException(Delivery delivery) {
    super(delivery.summary());
  }

  /// For a caller whose summary covers more than one delivery.
  public UndeliveredException(String summary) {
    super(summary);
  }
}
