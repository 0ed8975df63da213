package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.longKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;

/// Parses lines of the audit log of MySQL and MariaDB.
///
/// @see <a href="https://mariadb.com/kb/en/mariadb-audit-plugin-log-format/">Audit log</a>
final class MysqlLine {
  private static final AttributeKey<Long> QUERY_ID = longKey("mysql.query_id");

  private MysqlLine() {}

  /// `TIME,SERVER,USER,HOST,CONNECTION,QUERY-ID,OPERATION,DATABASE,'OBJECT',RETURN-CODE`.
  static boolean read(String text, LogFindings findings) {
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
    cursor.next = text.indexOf(',', text.indexOf(',') + 1) + 1;
    cursor.putFields(',', findings, Keys.USER_NAME, Keys.CLIENT_ADDRESS, Keys.THREAD_ID, QUERY_ID);
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
