package dev.cwforwarder.map.content.sources;

import io.opentelemetry.api.logs.Severity;

/// Lines of Oracle's alert, listener and trace logs. What went wrong has a number, `ORA-00600` or
/// `TNS-12505`.
final class OracleLine {
  private static final int DIGITS = 5;

  private OracleLine() {}

  static void read(String text, LogFindings found) {
    int at = number(text, "ORA-");
    at = at < 0 ? number(text, "TNS-") : at;
    if (at >= 0) {
      found.add(Keys.DB_STATUS_CODE, text.substring(at, at + 4 + DIGITS));
      found.severity(Severity.ERROR);
    }
    found.severity(Severity.INFO);
  }

  /// Where `before` and its digits stand at the beginning of a word; -1 if they do not.
  private static int number(String text, String before) {
    for (int at = text.indexOf(before); at >= 0; at = text.indexOf(before, at + 1)) {
      boolean begins = at == 0 || text.charAt(at - 1) <= ' ';
      int digits = at + before.length();
      boolean five = digits + DIGITS <= text.length();
      if (begins && five && LineCursor.whole(text, digits, digits + DIGITS) >= 0) {
        return at;
      }
    }
    return -1;
  }
}
