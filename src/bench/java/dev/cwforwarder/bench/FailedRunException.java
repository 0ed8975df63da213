package dev.cwforwarder.bench;

/// A run without valid figures: the function failed, or records are missing.
final class FailedRunException extends Exception {
  private static final long serialVersionUID = 1L;

  FailedRunException(String message) {
    super(message);
  }
}
