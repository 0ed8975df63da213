package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;

/// Lines of the error log of Microsoft SQL Server: `2025-12-07 10:00:00.12 Logon Error: 18456,
/// Severity: 14, State: 38.`
///
/// @see <a
///   href="https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-error-severities">
///   Severities</a>
final class SqlServerLine {
  private static final AttributeKey<Long> SEVERITY = longKey("mssql.severity");
  private static final AttributeKey<Long> STATE = longKey("mssql.state");
  private static final AttributeKey<String> PROCESS = stringKey("mssql.process");
  private static final int TIME = 22;

  private SqlServerLine() {}

  /// Reads `text`, which begins with a date, if its time has hundredths of a second, or the agent's
  /// sign stands behind it.
  static boolean read(String text, LogFindings found) {
    if (text.startsWith(" - ", 19)) {
      return agent(text, found);
    }
    LineCursor part = new LineCursor(text, TIME);
    if (text.length() <= TIME
        || text.charAt(19) != '.'
        || text.charAt(TIME) != ' '
        || !part.word()) {
      return false;
    }
    part.put(PROCESS, found);
    error(part, found);
    found.severity(text.startsWith("Login failed", message(part)) ? Severity.WARN : Severity.INFO);
    return true;
  }

  private static boolean agent(String text, LogFindings found) {
    if (!text.startsWith(" [", TIME + 1)) {
      return false;
    }
    switch (text.charAt(TIME)) {
      case '?' -> found.severity(Severity.INFO);
      case '+' -> found.severity(Severity.WARN);
      case '!' -> found.severity(Severity.ERROR);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static int message(LineCursor part) {
    int at = part.next;
    while (at < part.text.length() && part.text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private static void error(LineCursor process, LogFindings found) {
    String text = process.text;
    int at = message(process);
    int severityAt = text.indexOf(", Severity: ", at);
    int stateAt = text.indexOf(", State: ", at);
    if (!text.startsWith("Error: ", at) || severityAt < 0 || stateAt < severityAt) {
      return;
    }
    long number = LineCursor.whole(text, at + "Error: ".length(), severityAt);
    long severity = LineCursor.whole(text, severityAt + ", Severity: ".length(), stateAt);
    int end = text.indexOf('.', stateAt);
    long state = LineCursor.whole(text, stateAt + ", State: ".length(), end);
    if (number < 0 || severity < 0) {
      return;
    }
    found.add(Keys.DB_STATUS_CODE, Long.toString(number));
    found.add(SEVERITY, severity);
    if (state >= 0) {
      found.add(STATE, state);
    }
    if (severity > 10) {
      found.severity(severity >= 20 ? Severity.FATAL : Severity.ERROR);
    }
  }
}
