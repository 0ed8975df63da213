package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;

/// Entries of the slow query log of MySQL and MariaDB: some lines that begin with `#`, then the
/// query.
///
/// @see <a href="https://dev.mysql.com/doc/refman/8.4/en/slow-query-log.html">The slow query
///   log</a>
final class SlowQuery {
  /// More lines than that are no head.
  private static final int MOST_LINES = 32;

  private static final AttributeKey<Double> LOCK_DURATION = doubleKey("db.query.lock_duration_ms");
  private static final AttributeKey<Long> ROWS_EXAMINED = longKey("mysql.rows_examined");
  private static final double MILLIS = 1_000;

  private final String text;
  private final LogFindings found;

  private SlowQuery(String text, LogFindings found) {
    this.text = text;
    this.found = found;
  }

  /// Reads `text` if it is such an entry.
  static boolean read(String text, LogFindings found) {
    boolean entry = text.startsWith("# Time: ") || text.startsWith("# User@Host: ");
    if (!entry || !text.contains("# Query_time: ")) {
      return false;
    }
    new SlowQuery(text, found).read();
    return true;
  }

  private void read() {
    int at = 0;
    for (int line = 0; line < MOST_LINES && text.startsWith("#", at); line++) {
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
    found.severity(Severity.INFO);
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
    LineCursor part = new LineCursor(text, from);
    while (part.word() && part.from < end) {
      int name = part.from;
      if (text.charAt(part.to - 1) == ':' && part.next < end && part.word()) {
        part.to = Math.min(part.to, end);
        pair(part, name);
      }
    }
  }

  private void pair(LineCursor part, int name) {
    if (text.startsWith("Query_time:", name)) {
      seconds(PostgresLine.DURATION, part);
    } else if (text.startsWith("Lock_time:", name)) {
      seconds(LOCK_DURATION, part);
    } else if (text.startsWith("Rows_sent:", name)) {
      part.putWhole(Keys.DB_RETURNED_ROWS, found);
    } else if (text.startsWith("Rows_examined:", name)) {
      part.putWhole(ROWS_EXAMINED, found);
    } else if (text.startsWith("Id:", name) || text.startsWith("Thread_id:", name)) {
      part.putWhole(Keys.THREAD_ID, found);
    } else if (text.startsWith("Schema:", name)) {
      part.put(Keys.DB_NAMESPACE, found);
    }
  }

  private void seconds(AttributeKey<Double> key, LineCursor part) {
    double seconds = Decimal.parse(text, part.from, part.to);
    if (!Double.isNaN(seconds)) {
      found.add(key, Math.rint(seconds * MILLIS * MILLIS) / MILLIS);
    }
  }

  /// Behind `use db;` and `SET timestamp=…;`.
  private void query(int begin) {
    int at = begin;
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
        found.add(key, value);
      }
    }
  }
}
