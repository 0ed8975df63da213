package dev.cwforwarder.forward;

/// Not everything was delivered: the source must keep it. The message says how much and why.
public final class UndeliveredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UndeliveredException(Delivery delivery) {
    super(
        "%d of %d records undelivered: %s"
            .formatted(delivery.undelivered(), delivery.received(), delivery.problem()));
  }
}
