package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.logs.Severity;
import org.jspecify.annotations.Nullable;

/// Parses entries of the slow query log of MySQL and MariaDB: header lines that start with `#`,
/// then the query.
///
/// @see <a href="https://dev.mysql.com/doc/refman/8.4/en/slow-query-log.html">The slow query
///   log</a>
final class SlowQuery {
  /// The maximum number of header lines.
  private static final int MAX_HEADER_LINES = 32;

  private static final FieldMapping PAIRS =
      new FieldMapping()
          .of(PostgresLine.DURATION, "Query_time:")
          .of(doubleKey("db.query.lock_duration_ms"), "Lock_time:")
          .of(Keys.DB_RETURNED_ROWS, "Rows_sent:")
          .of(longKey("mysql.rows_examined"), "Rows_examined:")
          .of(Keys.THREAD_ID, "Id: Thread_id:")
          .of(Keys.DB_NAMESPACE, "Schema:");

  private static final double MILLIS_PER_SECOND = 1_000;

  private final String text;
  private final LogFindings findings;

  private SlowQuery(String text, LogFindings findings) {
    this.text = text;
    this.findings = findings;
  }

  /// Parses `text` if it is such an entry.
  static boolean read(String text, LogFindings findings) {
    boolean entry = text.startsWith("# Time: ") || text.startsWith("# User@Host: ");
    if (!entry || !text.contains("# Query_time: ")) {
      return false;
    }
    new SlowQuery(text, findings).read();
    return true;
  }

  private void read() {
    int at = 0;
    for (int line = 0; line < MAX_HEADER_LINES && text.startsWith("#", at); line++) {
      int end = text.indexOf('\n', at);
      int lineEnd = end < 0 ? text.length() : end;
      if (text.startsWith("# User@Host: ", at)) {
        user(at + "# User@Host: ".length(), lineEnd);
      } else {
        pairs(at + 1, lineEnd);
      }
      at = lineEnd + 1;
    }
    query(at);
    findings.severity(Severity.INFO);
  }

  /// `admin[admin] @ host [10.0.0.1] Id: 12`.
  private void user(int from, int end) {
    int bracket = text.indexOf('[', from, end);
    int at = text.indexOf(" @ ", from, end);
    if (bracket < 0 || at < bracket) {
      return;
    }
    put(Keys.USER_NAME, from, bracket);
    int open = text.indexOf('[', at, end);
    int close = open < 0 ? -1 : text.indexOf(']', open, end);
    if (close > 0) {
      boolean address = close > open + 1;
      put(Keys.CLIENT_ADDRESS, address ? open + 1 : at + 3, address ? close : open);
    }
    pairs(Math.max(close, at) + 1, end);
  }

  /// `Query_time: 2.100000 Lock_time: 0.000010 Rows_sent: 1 Rows_examined: 1000`.
  private void pairs(int from, int end) {
    LineCursor cursor = new LineCursor(text, from);
    while (cursor.nextWord() && cursor.from < end) {
      String name = cursor.value();
      if (name.endsWith(":") && cursor.next < end && cursor.nextWord()) {
        cursor.to = Math.min(cursor.to, end);
        pair(cursor, name);
      }
    }
  }

  /// Adds a pair; times are in seconds.
  private void pair(LineCursor cursor, String name) {
    @Nullable AttributeKey<?> key = PAIRS.key(name);
    if (key == null) {
      return;
    }
    if (key.getType() == AttributeType.DOUBLE) {
      double micros =
          Decimal.parse(text, cursor.from, cursor.to) * MILLIS_PER_SECOND * MILLIS_PER_SECOND;
      FieldMapping.add(key, Math.rint(micros) / MILLIS_PER_SECOND, findings);
    } else {
      cursor.put(key, findings);
    }
  }

  /// The query after `use db;` and `SET timestamp=…;`.
  private void query(int start) {
    int at = start;
    while (text.startsWith("use ", at) || text.startsWith("SET timestamp=", at)) {
      int end = text.indexOf(";\n", at);
      if (end < 0) {
        return;
      }
      if (text.charAt(at) == 'u') {
        put(Keys.DB_NAMESPACE, at + "use ".length(), end);
      }
      at = end + 2;
    }
    put(Keys.DB_QUERY_TEXT, at, text.length());
  }

  private void put(AttributeKey<String> key, int from, int to) {
    if (from < to) {
      String value = text.substring(from, to).strip();
      if (!value.isEmpty()) {
        findings.add(key, value);
      }
    }
  }
}
