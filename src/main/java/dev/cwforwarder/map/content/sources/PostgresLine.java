package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;

import dev.cwforwarder.map.content.text.MessageText;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;

/// Parses lines of PostgreSQL with the `log_line_prefix` of Amazon RDS and Aurora, `TIME
/// ZONE:HOST(PORT):USER@DATABASE:[PID]:LEVEL: message`, or the longer one that RDS allows, in which
/// `LINE:SQLSTATE:…:APPLICATION` precedes the level.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.overview.parameter-groups.html">
///   log_line_prefix</a>
public final class PostgresLine {
  static final AttributeKey<Double> DURATION = doubleKey("db.query.duration_ms");

  /// The maximum index at which the name of the time zone ends.
  private static final int MAX_ZONE_END = 30;

  private static final int MAX_LEVEL_LENGTH = "STATEMENT".length();

  private PostgresLine() {}

  /// Parses `text`, which starts with a date and a time, if it has the complete prefix.
  static boolean read(String text, LogFindings findings) {
    int zone = text.indexOf(':', 20);
    int pid = zone < 0 || zone > MAX_ZONE_END ? -1 : pid(text, zone);
    int close = pid < 0 ? -1 : text.indexOf("]:", pid);
    int level = close < 0 ? -1 : levelEnd(text, close + 2);
    long process = level < 0 ? -1 : LineCursor.parseLong(text, pid + 2, close);
    if (process < 0) {
      return false;
    }
    int name = levelStart(text, close + 2, level);
    if (name < 0 || !origin(text, zone + 1, pid, findings)) {
      return false;
    }
    findings.add(Keys.PROCESS_PID, process);
    findings.severity(severity(text.substring(name, level)));
    sqlState(text, close + 2, name, findings);
    int message = LineCursor.skip(text, level + 1, text.length(), " ");
    message(text, name, message, findings);
    return true;
  }

  /// The index of the colon behind the level. Without further columns, it is the next colon.
  private static int levelEnd(String text, int from) {
    return MessageText.isDigit(text, from) ? text.indexOf(":  ", from) : text.indexOf(':', from);
  }

  /// The index at which the level starts that ends at `to`; the name of the application may stand
  /// immediately before it (`%q%aERROR: …`). -1 if there is none.
  private static int levelStart(String text, int from, int to) {
    int at = MessageText.isDigit(text, from) ? Math.max(from, to - MAX_LEVEL_LENGTH) : from;
    int last = MessageText.isDigit(text, from) ? to : from + 1;
    while (at < last) {
      if (severity(text.substring(at, to)) != Severity.UNDEFINED_SEVERITY_NUMBER) {
        return at;
      }
      at++;
    }
    return -1;
  }

  /// The SQLSTATE in the second of the further columns, `5:42P01:…`, unless it is that of success.
  private static void sqlState(String text, int from, int to, LogFindings findings) {
    int line = text.indexOf(':', from, to);
    boolean hasState = line > 0 && LineCursor.parseLong(text, from, line) >= 0;
    if (hasState && text.startsWith(":", line + 6) && !text.startsWith("00000", line + 1)) {
      findings.add(Keys.DB_STATUS_CODE, text.substring(line + 1, line + 6));
    }
  }

  /// The index of `:[123]`; unknown names are in brackets, too.
  private static int pid(String text, int from) {
    int at = text.indexOf(":[", from);
    while (at > 0 && !MessageText.isDigit(text, at + 2)) {
      at = text.indexOf(":[", at + 2);
    }
    return at;
  }

  /// The severity of the level before the colon and the two blanks that PostgreSQL and its poolers
  /// write before a message, whatever their prefix consists of; undefined if there is none.
  ///
  /// @param colon the index of the colon
  public static Severity severityBefore(String text, int colon) {
    int from = colon;
    while (from > 0 && isLevelCharacter(text.charAt(from - 1))) {
      from--;
    }
    return severity(text.substring(from, colon));
  }

  /// The severity of a line of the format `csvlog`: that of the column before the SQLSTATE;
  /// undefined if there is none. Columns may be in quotes.
  public static Severity ofCsv(String text, int end) {
    Severity found = Severity.UNDEFINED_SEVERITY_NUMBER;
    int from = text.indexOf(',', 0, end);
    int to = from < 0 ? -1 : text.indexOf(',', from + 1, end);
    while (to > 0 && found == Severity.UNDEFINED_SEVERITY_NUMBER) {
      int next = text.indexOf(',', to + 1, end);
      if (next > 0 && isSqlState(unquoted(text, to + 1, next))) {
        found = severity(unquoted(text, from + 1, to));
      }
      from = to;
      to = next;
    }
    return found;
  }

  private static String unquoted(String text, int from, int to) {
    boolean isQuoted = text.charAt(from) == '"' && to - from > 1 && text.charAt(to - 1) == '"';
    return isQuoted ? text.substring(from + 1, to - 1) : text.substring(from, to);
  }

  private static boolean isSqlState(String column) {
    return column.length() == "00000".length()
        && column.chars().allMatch(c -> isLevelCharacter((char) c))
        && column.chars().anyMatch(Character::isDigit);
  }

  private static boolean isLevelCharacter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
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

  /// `10.0.0.1(5000):user@db`, `[local]:user@db`; background processes have only `:@`.
  private static boolean origin(String text, int from, int to, LogFindings findings) {
    int at = text.lastIndexOf('@', to - 1);
    int user = at < from ? -1 : text.lastIndexOf(':', at);
    if (user < from) {
      return false;
    }
    int bracket = text.lastIndexOf('(', user);
    long port = bracket > from ? LineCursor.parseLong(text, bracket + 1, user - 1) : -1;
    if (port >= 0) {
      findings.add(Keys.CLIENT_PORT, port);
    }
    put(Keys.CLIENT_ADDRESS, text, from, port >= 0 ? bracket : user, findings);
    put(Keys.USER_NAME, text, user + 1, at, findings);
    put(Keys.DB_NAMESPACE, text, at + 1, to, findings);
    return true;
  }

  private static void put(
      AttributeKey<String> key, String text, int from, int to, LogFindings findings) {
    boolean isUnknown = text.startsWith("[local]", from) || text.startsWith("[unknown]", from);
    if (from < to && !isUnknown) {
      findings.add(key, text.substring(from, to));
    }
  }

  private static void message(String text, int level, int from, LogFindings findings) {
    if (text.startsWith("STATEMENT", level) || text.startsWith("QUERY", level)) {
      query(text, from, findings);
    } else if (text.startsWith("duration: ", from)) {
      LineCursor cursor = new LineCursor(text, from + "duration: ".length());
      cursor.nextWord();
      cursor.put(DURATION, findings);
      statement(text, cursor.next + " ms  ".length(), findings);
    } else if (text.startsWith("AUDIT: ", from)) {
      PgAudit.read(text, from + "AUDIT: ".length(), findings);
    } else {
      statement(text, from, findings);
    }
  }

  /// `statement: …`, `execute NAME: …`, `parse NAME: …`, `bind NAME: …`.
  private static void statement(String text, int from, LogFindings findings) {
    boolean statement =
        text.startsWith("statement: ", from)
            || text.startsWith("execute ", from)
            || text.startsWith("parse ", from)
            || text.startsWith("bind ", from);
    int colon = statement ? text.indexOf(": ", from) : -1;
    if (colon > 0) {
      query(text, colon + 2, findings);
    }
  }

  private static void query(String text, int from, LogFindings findings) {
    if (from < text.length()) {
      findings.add(Keys.DB_QUERY_TEXT, text.substring(from));
    }
  }
}
