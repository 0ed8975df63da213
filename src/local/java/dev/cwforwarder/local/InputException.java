package dev.cwforwarder.local;

/// An invalid file or option. The message names it, the position of the error and what was
/// expected.
public final class InputException extends Exception {
  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }
}
