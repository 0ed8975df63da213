package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.severity.SeverityNames;
import io.opentelemetry.api.logs.Severity;

/// The severity of the HTTP response that a line describes. Not thread-safe.
final class ResponseSeverity {
  private Severity severity = Severity.UNDEFINED_SEVERITY_NUMBER;
  private boolean raises;

  void clear() {
    severity = Severity.UNDEFINED_SEVERITY_NUMBER;
    raises = false;
  }

  /// @param status the status of the response
  /// @param aboveLevel whether an error takes precedence over a lower level in the same text
  void set(long status, boolean aboveLevel) {
    severity = SeverityNames.ofStatus(status);
    raises = aboveLevel;
  }

  /// The severity of a record with this level, which may be undefined.
  ///
  /// @param isField whether the level comes from a field, which the response does not raise
  Severity of(Severity level, boolean isField) {
    boolean raised =
        raises
            && !isField
            && severity.compareTo(Severity.WARN) >= 0
            && severity.compareTo(level) > 0;
    return raised || level == Severity.UNDEFINED_SEVERITY_NUMBER ? severity : level;
  }
}
