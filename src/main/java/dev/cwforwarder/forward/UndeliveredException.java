package dev.cwforwarder.forward;

/// Not everything was delivered: the source must keep it. The message says how much and why.
public final class UndeliveredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UndeliveredException(Delivery delivery) {
    super(delivery.summary());
  }

  /// For a caller that has more to say than one delivery.
  public UndeliveredException(String summary) {
    super(summary);
  }
}
