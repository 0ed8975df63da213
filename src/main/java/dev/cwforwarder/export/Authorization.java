package dev.cwforwarder.export;

import dev.cwforwarder.model.Deadline;

/// What requests say in their `authorization` header. Thread-safe.
public interface Authorization {
  /// The header's value now; empty for no header.
  ///
  /// @throws KeyException when there is none, so that nothing can be sent
  String value(Deadline deadline) throws KeyException;

  /// The endpoint has answered 401 or 403 to `refused`.
  ///
  /// @return whether [#value] is another one now, so that a further try makes sense
  boolean isRenewed(String refused, Deadline deadline);

  /// Whatever the endpoint's headers say: no header of its own.
  static Authorization none() {
    return new Authorization() {
      @Override
      public String value(Deadline deadline) {
        return "";
      }

      @Override
      public boolean isRenewed(String refused, Deadline deadline) {
        return false;
      }
    };
  }
}
