package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;

/// Parses lines of the error, general and audit logs of MySQL and MariaDB.
///
/// @see <a href="https://dev.mysql.com/doc/refman/8.4/en/error-log-format.html">Error log</a>
/// @see <a href="https://mariadb.com/kb/en/mariadb-audit-plugin-log-format/">Audit log</a>
final class MysqlLine {
  private static final AttributeKey<String> SUBSYSTEM = stringKey("mysql.subsystem");
  private static final AttributeKey<Long> QUERY_ID = longKey("mysql.query_id");

  private MysqlLine() {}

  /// `TIME THREAD [Level] [MY-010055] [Server] …`; the level is extracted like that of any line.
  static boolean readError(String text, LogFindings findings) {
    LineCursor cursor = new LineCursor(text, 0);
    cursor.nextWord();
    if (cursor.to < 20) {
      cursor.nextWord(); // MariaDB's time contains a blank
    }
    long thread = cursor.nextWord() ? cursor.longValue() : -1;
    if (thread < 0 || !text.startsWith(" [", cursor.to)) {
      return false;
    }
    findings.add(Keys.THREAD_ID, thread);
    cursor.nextWord(); // the level
    if (cursor.nextWord() && isBracket(cursor) && text.startsWith("MY-", cursor.from)) {
      cursor.put(Keys.DB_STATUS_CODE, findings);
      if (cursor.nextWord() && isBracket(cursor)) {
        cursor.put(SUBSYSTEM, findings);
      }
    }
    return true;
  }

  /// Removes the brackets from the current word, if there are any.
  private static boolean isBracket(LineCursor cursor) {
    if (cursor.text.charAt(cursor.from) != '[' || cursor.text.charAt(cursor.to - 1) != ']') {
      return false;
    }
    cursor.from++;
    cursor.to--;
    return true;
  }

  /// `TIME⇥ 12 Query⇥SELECT 1`.
  static boolean readGeneral(String text, LogFindings findings) {
    int tab = text.indexOf('\t');
    LineCursor cursor = new LineCursor(text, tab + 1);
    long thread = tab > 0 && cursor.nextWord() ? cursor.longValue() : -1;
    int end = text.indexOf('\t', cursor.next);
    if (thread < 0 || end < 0) {
      return false;
    }
    findings.add(Keys.THREAD_ID, thread);
    cursor.from = cursor.next + 1;
    cursor.to = end;
    cursor.put(Keys.DB_OPERATION_NAME, findings);
    boolean query = cursor.is("Query") || cursor.is("Execute") || cursor.is("Prepare");
    if (query && end + 1 < text.length()) {
      findings.add(Keys.DB_QUERY_TEXT, text.substring(end + 1));
    }
    findings.severity(Severity.INFO);
    return true;
  }

  /// `TIME,SERVER,USER,HOST,CONNECTION,QUERY-ID,OPERATION,DATABASE,'OBJECT',RETURN-CODE`.
  static boolean readAudit(String text, LogFindings findings) {
    int last = text.lastIndexOf(',');
    long code = LineCursor.parseLong(text, last + 1, text.length());
    LineCursor cursor = new LineCursor(text, 0);
    for (int i = 0; i < 5; i++) {
      cursor.nextField(',');
    }
    long connection = cursor.longValue();
    if (code < 0 || connection < 0 || !isWord(cursor)) {
      return false;
    }
    findings.add(Keys.THREAD_ID, connection);
    origin(cursor, findings);
    operation(cursor, last, findings);
    if (code > 0) {
      findings.add(Keys.DB_STATUS_CODE, Long.toString(code));
    }
    findings.severity(code > 0 ? Severity.WARN : Severity.INFO);
    return true;
  }

  /// Whether the operation, two fields later, is a word in upper case.
  private static boolean isWord(LineCursor cursor) {
    cursor.nextField(',');
    cursor.nextField(',');
    return RequestLine.isMethod(cursor.text, cursor.from, cursor.to);
  }

  private static void origin(LineCursor cursor, LogFindings findings) {
    cursor.next = 0;
    cursor.nextField(',');
    cursor.nextField(',');
    cursor.nextField(',');
    cursor.put(Keys.USER_NAME, findings);
    cursor.nextField(',');
    cursor.put(Keys.CLIENT_ADDRESS, findings);
    cursor.nextField(',');
    cursor.nextField(',');
    cursor.putLong(QUERY_ID, findings);
  }

  private static void operation(LineCursor cursor, int last, LogFindings findings) {
    cursor.nextField(',');
    cursor.put(Keys.DB_OPERATION_NAME, findings);
    boolean query = cursor.is("QUERY");
    cursor.nextField(',');
    if (cursor.to <= last) {
      cursor.put(Keys.DB_NAMESPACE, findings);
    }
    String text = cursor.text;
    int from = cursor.next;
    if (query && from < last - 1 && text.charAt(from) == '\'' && text.charAt(last - 1) == '\'') {
      findings.add(Keys.DB_QUERY_TEXT, text.substring(from + 1, last - 1));
    }
  }
}
