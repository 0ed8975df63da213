package dev.cwforwarder.check;

/// The function could not be invoked; the message says why and what to do.
public final class CheckException extends Exception {
  private static final long serialVersionUID = 1L;

  public CheckException(String message) {
    super(message);
  }

  public CheckException(String message, Throwable cause) {
    super(message, cause);
  }
}
