package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;

/// Parses lines of the error log of Microsoft SQL Server: `2025-12-07 10:00:00.12 Logon Error:
/// 18456, Severity: 14, State: 38.`
///
/// @see <a
///   href="https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-error-severities">
///   Severities</a>
final class SqlServerLine {
  private static final AttributeKey<Long> SEVERITY = longKey("mssql.severity");
  private static final AttributeKey<Long> STATE = longKey("mssql.state");
  private static final AttributeKey<String> PROCESS = stringKey("mssql.process");
  private static final int TIME_END = 22;

  private SqlServerLine() {}

  /// Parses `text`, which starts with a date, if its time has hundredths of a second or is followed
  /// by the agent's severity symbol.
  static boolean read(String text, LogFindings findings) {
    if (text.startsWith(" - ", 19)) {
      return agent(text, findings);
    }
    LineCursor cursor = new LineCursor(text, TIME_END);
    if (text.length() <= TIME_END
        || text.charAt(19) != '.'
        || text.charAt(TIME_END) != ' '
        || !cursor.nextWord()) {
      return false;
    }
    cursor.put(PROCESS, findings);
    error(cursor, findings);
    findings.severity(
        text.startsWith("Login failed", message(cursor)) ? Severity.WARN : Severity.INFO);
    return true;
  }

  private static boolean agent(String text, LogFindings findings) {
    if (!text.startsWith(" [", TIME_END + 1)) {
      return false;
    }
    switch (text.charAt(TIME_END)) {
      case '?' -> findings.severity(Severity.INFO);
      case '+' -> findings.severity(Severity.WARN);
      case '!' -> findings.severity(Severity.ERROR);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static int message(LineCursor cursor) {
    int at = cursor.next;
    while (at < cursor.text.length() && cursor.text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private static void error(LineCursor process, LogFindings findings) {
    String text = process.text;
    int at = message(process);
    int severityAt = text.indexOf(", Severity: ", at);
    int stateAt = text.indexOf(", State: ", at);
    if (!text.startsWith("Error: ", at) || severityAt < 0 || stateAt < severityAt) {
      return;
    }
    long number = LineCursor.parseLong(text, at + "Error: ".length(), severityAt);
    long severity = LineCursor.parseLong(text, severityAt + ", Severity: ".length(), stateAt);
    int end = text.indexOf('.', stateAt);
    long state = LineCursor.parseLong(text, stateAt + ", State: ".length(), end);
    if (number < 0 || severity < 0) {
      return;
    }
    findings.add(Keys.DB_STATUS_CODE, Long.toString(number));
    findings.add(SEVERITY, severity);
    if (state >= 0) {
      findings.add(STATE, state);
    }
    if (severity > 10) {
      findings.severity(severity >= 20 ? Severity.FATAL : Severity.ERROR);
    }
  }
}
