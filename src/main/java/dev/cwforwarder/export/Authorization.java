package dev.cwforwarder.export;

import dev.cwforwarder.model.Deadline;

/// Provides the value of the requests' `authorization` header. Thread-safe.
public interface Authorization {
  /// The current value of the header; empty for no header.
  ///
  /// @throws KeyException when no key is available, so that no request can be sent
  String value(Deadline deadline) throws KeyException;

  /// Looks for a newer key after the endpoint answered 401 or 403 to `refused`.
  ///
  /// @return whether [#value] now differs from `refused`, so that another attempt makes sense
  boolean isRenewed(String refused, Deadline deadline);

  /// Why the last attempt to read the key failed, while an older one is used; empty if it
  /// succeeded.
  String problem();

  /// Adds no header; the endpoint's configured headers apply.
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

      @Override
      public String problem() {
        return "";
      }
    };
  }
}
