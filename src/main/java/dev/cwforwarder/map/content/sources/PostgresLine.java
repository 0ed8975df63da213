package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;

/// Lines of PostgreSQL with the prefix that Amazon RDS and Aurora give them: `TIME
/// ZONE:HOST(PORT):USER@DATABASE:[PID]:LEVEL: message`.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.overview.parameter-groups.html">
///   log_line_prefix</a>
final class PostgresLine {
  static final AttributeKey<Double> DURATION = doubleKey("db.query.duration_ms");

  /// No name of a time zone ends behind it.
  private static final int LAST_ZONE = 30;

  private static final String UNKNOWN = "[unknown]";

  private PostgresLine() {}

  /// Reads `text`, which begins with a date and a time, if it has the whole prefix.
  static boolean read(String text, LogFindings found) {
    int zone = text.indexOf(':', 20);
    int pid = zone < 0 || zone > LAST_ZONE ? -1 : pid(text, zone);
    int close = pid < 0 ? -1 : text.indexOf("]:", pid);
    int level = close < 0 ? -1 : text.indexOf(':', close + 2);
    long process = level < 0 ? -1 : LineCursor.whole(text, pid + 2, close);
    if (process < 0) {
      return false;
    }
    Severity severity = severity(text.substring(close + 2, level));
    if (severity == Severity.UNDEFINED_SEVERITY_NUMBER || !origin(text, zone + 1, pid, found)) {
      return false;
    }
    found.add(Keys.PROCESS_PID, process);
    found.severity(severity);
    int message = level + 1;
    while (message < text.length() && text.charAt(message) == ' ') {
      message++;
    }
    message(text, close + 2, message, found);
    return true;
  }

  /// Where `:[123]` begins: names that are not known are in brackets, too.
  private static int pid(String text, int from) {
    int at = text.indexOf(":[", from);
    while (at > 0 && !LineCursor.isDigit(text, at + 2)) {
      at = text.indexOf(":[", at + 2);
    }
    return at;
  }

  private static Severity severity(String level) {
    return switch (level) {
      case "LOG", "INFO", "STATEMENT", "DETAIL", "HINT", "CONTEXT", "QUERY", "LOCATION" ->
          Severity.INFO;
      case "DEBUG1", "DEBUG2", "DEBUG3", "DEBUG4", "DEBUG5" -> Severity.DEBUG;
      case "NOTICE" -> Severity.INFO2;
      case "WARNING" -> Severity.WARN;
      case "ERROR" -> Severity.ERROR;
      case "FATAL", "PANIC" -> Severity.FATAL;
      default -> Severity.UNDEFINED_SEVERITY_NUMBER;
    };
  }

  /// `10.0.0.1(5000):user@db`, `[local]:user@db`; background processes have `:@`.
  private static boolean origin(String text, int from, int to, LogFindings found) {
    int at = text.lastIndexOf('@', to - 1);
    int user = at < from ? -1 : text.lastIndexOf(':', at);
    if (user < from) {
      return false;
    }
    int bracket = text.lastIndexOf('(', user);
    long port = bracket > from ? LineCursor.whole(text, bracket + 1, user - 1) : -1;
    if (port >= 0) {
      found.add(Keys.CLIENT_PORT, port);
    }
    put(Keys.CLIENT_ADDRESS, text, from, port >= 0 ? bracket : user, found);
    put(Keys.USER_NAME, text, user + 1, at, found);
    put(Keys.DB_NAMESPACE, text, at + 1, to, found);
    return true;
  }

  private static void put(
      AttributeKey<String> key, String text, int from, int to, LogFindings found) {
    boolean local = text.startsWith("[local]", from) || text.startsWith(UNKNOWN, from);
    if (from < to && !local) {
      found.add(key, text.substring(from, to));
    }
  }

  private static void message(String text, int level, int from, LogFindings found) {
    if (text.startsWith("STATEMENT", level) || text.startsWith("QUERY", level)) {
      query(text, from, found);
    } else if (text.startsWith("duration: ", from)) {
      LineCursor part = new LineCursor(text, from + "duration: ".length());
      part.word();
      part.putDecimal(DURATION, found);
      statement(text, part.next + " ms  ".length(), found);
    } else if (text.startsWith("AUDIT: ", from)) {
      PgAudit.read(text, from + "AUDIT: ".length(), found);
    } else {
      statement(text, from, found);
    }
  }

  /// `statement: …`, `execute NAME: …`, `parse NAME: …`, `bind NAME: …`.
  private static void statement(String text, int from, LogFindings found) {
    boolean statement =
        text.startsWith("statement: ", from)
            || text.startsWith("execute ", from)
            || text.startsWith("parse ", from)
            || text.startsWith("bind ", from);
    int colon = statement ? text.indexOf(": ", from) : -1;
    if (colon > 0) {
      query(text, colon + 2, found);
    }
  }

  private static void query(String text, int from, LogFindings found) {
    if (from < text.length()) {
      found.add(Keys.DB_QUERY_TEXT, text.substring(from));
    }
  }
}
