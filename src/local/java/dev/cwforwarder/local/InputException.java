package dev.cwforwarder.local;

/// A file or option that a person gave and that cannot be used; the message says what, where, and
/// what was expected.
public final class InputException extends Exception {
  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }
}
