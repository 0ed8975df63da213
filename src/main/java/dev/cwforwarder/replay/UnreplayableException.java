package dev.cwforwarder.replay;

import dev.cwforwarder.decode.DecodeException;

/// An object cannot be replayed and stays in the bucket. Other objects are not affected.
final class UnreplayableException extends Exception {
  private static final long serialVersionUID = 1L;

  static final String NOT_DECODABLE = "not decodable";

  private final String reason;

  /// @param reason a short reason, e.g. `not readable`; counted in reports
  /// @param problem the cause, and what may help
  UnreplayableException(String reason, String problem) {
    super(problem);
    this.reason = reason;
  }

  static UnreplayableException notDecodable(DecodeException e) {
    return new UnreplayableException(NOT_DECODABLE, String.valueOf(e.getMessage()));
  }

  String reason() {
    return reason;
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
