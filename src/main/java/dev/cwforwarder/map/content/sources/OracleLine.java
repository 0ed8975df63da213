package dev.cwforwarder.map.content.sources;

import io.opentelemetry.api.logs.Severity;

/// Parses lines of Oracle's alert, listener and trace logs. Errors have a number such as
/// `ORA-00600` or `TNS-12505`.
final class OracleLine {
  private static final int DIGITS = 5;

  private OracleLine() {}

  static void read(String text, LogFindings findings) {
    int at = number(text, "ORA-");
    at = at < 0 ? number(text, "TNS-") : at;
    if (at >= 0) {
      findings.add(Keys.DB_STATUS_CODE, text.substring(at, at + 4 + DIGITS));
      findings.severity(Severity.ERROR);
    }
    findings.severity(Severity.INFO);
  }

  /// The index of a word that starts with `prefix` and its digits; -1 if there is none.
  private static int number(String text, String prefix) {
    for (int at = text.indexOf(prefix); at >= 0; at = text.indexOf(prefix, at + 1)) {
      boolean startsWord = at == 0 || text.charAt(at - 1) <= ' ';
      int digits = at + prefix.length();
      boolean hasDigits = digits + DIGITS <= text.length();
      if (startsWord && hasDigits && LineCursor.parseLong(text, digits, digits + DIGITS) >= 0) {
        return at;
      }
    }
    return -1;
  }
}
