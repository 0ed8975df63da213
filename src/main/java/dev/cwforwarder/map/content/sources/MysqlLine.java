package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;

/// Lines of the error, general and audit logs of MySQL and MariaDB.
///
/// @see <a href="https://dev.mysql.com/doc/refman/8.4/en/error-log-format.html">Error log</a>
/// @see <a href="https://mariadb.com/kb/en/mariadb-audit-plugin-log-format/">Audit log</a>
final class MysqlLine {
  private static final AttributeKey<String> SUBSYSTEM = stringKey("mysql.subsystem");
  private static final AttributeKey<Long> QUERY_ID = longKey("mysql.query_id");

  private MysqlLine() {}

  /// `TIME THREAD [Level] [MY-010055] [Server] …`; the level is left to be found as in any line.
  static boolean readError(String text, LogFindings found) {
    LineCursor part = new LineCursor(text, 0);
    part.word();
    if (part.to < 20) {
      part.word(); // MariaDB has a blank in its time
    }
    long thread = part.word() ? part.whole() : -1;
    if (thread < 0 || !text.startsWith(" [", part.to)) {
      return false;
    }
    found.add(Keys.THREAD_ID, thread);
    part.word(); // the level
    if (part.word() && isBracket(part) && text.startsWith("MY-", part.from)) {
      part.put(Keys.DB_STATUS_CODE, found);
      if (part.word() && isBracket(part)) {
        part.put(SUBSYSTEM, found);
      }
    }
    return true;
  }

  /// Takes the brackets away.
  private static boolean isBracket(LineCursor part) {
    if (part.text.charAt(part.from) != '[' || part.text.charAt(part.to - 1) != ']') {
      return false;
    }
    part.from++;
    part.to--;
    return true;
  }

  /// `TIME⇥ 12 Query⇥SELECT 1`.
  static boolean readGeneral(String text, LogFindings found) {
    int tab = text.indexOf('\t');
    LineCursor part = new LineCursor(text, tab + 1);
    long thread = tab > 0 && part.word() ? part.whole() : -1;
    int end = text.indexOf('\t', part.next);
    if (thread < 0 || end < 0) {
      return false;
    }
    found.add(Keys.THREAD_ID, thread);
    part.from = part.next + 1;
    part.to = end;
    part.put(Keys.DB_OPERATION_NAME, found);
    boolean query = part.is("Query") || part.is("Execute") || part.is("Prepare");
    if (query && end + 1 < text.length()) {
      found.add(Keys.DB_QUERY_TEXT, text.substring(end + 1));
    }
    found.severity(Severity.INFO);
    return true;
  }

  /// `TIME,SERVER,USER,HOST,CONNECTION,QUERY-ID,OPERATION,DATABASE,'OBJECT',RETURN-CODE`.
  static boolean readAudit(String text, LogFindings found) {
    int last = text.lastIndexOf(',');
    long code = LineCursor.whole(text, last + 1, text.length());
    LineCursor part = new LineCursor(text, 0);
    for (int i = 0; i < 5; i++) {
      part.until(',');
    }
    long connection = part.whole();
    if (code < 0 || connection < 0 || !isWord(part)) {
      return false;
    }
    found.add(Keys.THREAD_ID, connection);
    origin(part, found);
    operation(part, last, found);
    if (code > 0) {
      found.add(Keys.DB_STATUS_CODE, Long.toString(code));
    }
    found.severity(code > 0 ? Severity.WARN : Severity.INFO);
    return true;
  }

  /// Whether the operation, two further, is a word in capitals.
  private static boolean isWord(LineCursor part) {
    part.until(',');
    part.until(',');
    return RequestLine.isMethod(part.text, part.from, part.to);
  }

  private static void origin(LineCursor part, LogFindings found) {
    part.next = 0;
    part.until(',');
    part.until(',');
    part.until(',');
    part.put(Keys.USER_NAME, found);
    part.until(',');
    part.put(Keys.CLIENT_ADDRESS, found);
    part.until(',');
    part.until(',');
    part.putWhole(QUERY_ID, found);
  }

  private static void operation(LineCursor part, int last, LogFindings found) {
    part.until(',');
    part.put(Keys.DB_OPERATION_NAME, found);
    boolean query = part.is("QUERY");
    part.until(',');
    if (part.to <= last) {
      part.put(Keys.DB_NAMESPACE, found);
    }
    String text = part.text;
    int from = part.next;
    if (query && from < last - 1 && text.charAt(from) == '\'' && text.charAt(last - 1) == '\'') {
      found.add(Keys.DB_QUERY_TEXT, text.substring(from + 1, last - 1));
    }
  }
}
