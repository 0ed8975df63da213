package dev.cwforwarder.map.content;

import static io.opentelemetry.api.logs.Severity.DEBUG;
import static io.opentelemetry.api.logs.Severity.DEBUG2;
import static io.opentelemetry.api.logs.Severity.DEBUG3;
import static io.opentelemetry.api.logs.Severity.ERROR;
import static io.opentelemetry.api.logs.Severity.ERROR2;
import static io.opentelemetry.api.logs.Severity.ERROR3;
import static io.opentelemetry.api.logs.Severity.FATAL;
import static io.opentelemetry.api.logs.Severity.INFO;
import static io.opentelemetry.api.logs.Severity.INFO2;
import static io.opentelemetry.api.logs.Severity.TRACE;
import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;
import static io.opentelemetry.api.logs.Severity.WARN;

import io.opentelemetry.api.logs.Severity;

/// Maps the level names and level numbers of logging libraries to OpenTelemetry's severity.
///
/// @see <a
///   href="https://opentelemetry.io/docs/specs/otel/logs/data-model-appendix/#appendix-b-severitynumber-example-mappings">Example
///   mappings of OpenTelemetry</a>
final class SeverityNames {
  /// The severities of syslog, from emergency to debug.
  private static final Severity[] SYSLOG = {FATAL, ERROR3, ERROR2, ERROR, WARN, INFO2, INFO, DEBUG};

  /// The severities of bunyan and pino, in steps of ten from 10.
  private static final Severity[] TENS = {TRACE, DEBUG, INFO, WARN, ERROR, FATAL};

  private static final Severity[] BY_NUMBER = Severity.values();
  private static final int MAX_NAME_LENGTH = 13;

  private SeverityNames() {}

  /// The severity of the level name `text`, or undefined.
  static Severity of(String text) {
    return of(text, 0, text.length());
  }

  /// The severity of the level name in `text` from `from` to `to`, case-insensitive, or undefined.
  static Severity of(String text, int from, int to) {
    int length = to - from;
    int plus = length > 2 && text.charAt(to - 2) == '+' ? to - 2 : -1;
    if (plus > from) {
      return raised(of(text, from, plus), text.charAt(to - 1) - '0');
    }
    if (length <= 0 || length > MAX_NAME_LENGTH) {
      return UNDEFINED_SEVERITY_NUMBER;
    }
    return switch (text.charAt(from) | 0x20) {
      case 'a' -> is(text, from, length, "alert") ? ERROR3 : UNDEFINED_SEVERITY_NUMBER;
      case 'c' -> critical(text, from, length);
      case 'd' -> debug(text, from, length);
      case 'e' -> error(text, from, length);
      case 'f' -> fatal(text, from, length);
      case 'i' -> info(text, from, length);
      case 'l' -> is(text, from, length, "log") ? INFO : UNDEFINED_SEVERITY_NUMBER;
      case 'n' -> any(text, from, length, "notice", "note") ? INFO2 : UNDEFINED_SEVERITY_NUMBER;
      case 'p' -> any(text, from, length, "panic", "pani") ? FATAL : UNDEFINED_SEVERITY_NUMBER;
      case 's' -> startingWithS(text, from, length);
      case 't' -> trace(text, from, length);
      case 'v' -> verbose(text, from, length);
      case 'w' -> warn(text, from, length);
      default -> UNDEFINED_SEVERITY_NUMBER;
    };
  }

  private static Severity info(String text, int from, int length) {
    return any(text, from, length, "info", "information", "inf", "informational")
        ? INFO
        : UNDEFINED_SEVERITY_NUMBER;
  }

  private static Severity trace(String text, int from, int length) {
    return any(text, from, length, "trace", "trc", "trce", "trac")
        ? TRACE
        : UNDEFINED_SEVERITY_NUMBER;
  }

  private static Severity warn(String text, int from, int length) {
    return any(text, from, length, "warn", "warning", "wrn", "warni")
        ? WARN
        : UNDEFINED_SEVERITY_NUMBER;
  }

  /// `INFO+2` of Go's slog.
  private static Severity raised(Severity base, int increment) {
    boolean known = base != UNDEFINED_SEVERITY_NUMBER && increment >= 0 && increment <= 9;
    return known
        ? BY_NUMBER[Math.min(base.getSeverityNumber() + increment, BY_NUMBER.length - 1)]
        : UNDEFINED_SEVERITY_NUMBER;
  }

  /// `verbose` of winston, in lower case, is more severe than `debug`; `Verbose` of Serilog is the
  /// least severe level.
  private static Severity verbose(String text, int from, int length) {
    if (any(text, from, length, "verbose", "vrb")) {
      return text.startsWith("verbose", from) ? DEBUG2 : TRACE;
    }
    return UNDEFINED_SEVERITY_NUMBER;
  }

  /// The severity of a number in a level field: syslog's 0 to 7, or the multiples of ten of bunyan
  /// and pino.
  static Severity ofLevelNumber(long number) {
    if (number >= 0 && number < SYSLOG.length) {
      return SYSLOG[(int) number];
    }
    if (number >= 10 && number <= 60 && number % 10 == 0) {
      return TENS[(int) number / 10 - 1];
    }
    return UNDEFINED_SEVERITY_NUMBER;
  }

  /// The severity of OpenTelemetry's severity number, 1 to 24.
  static Severity ofSeverityNumber(long number) {
    return number > 0 && number < BY_NUMBER.length
        ? BY_NUMBER[(int) number]
        : UNDEFINED_SEVERITY_NUMBER;
  }

  /// The severity of a syslog number; only the lowest three bits are used.
  static Severity ofSyslog(int number) {
    return SYSLOG[number & 7];
  }

  /// The severity of an HTTP response, by its status; undefined if it is not a valid status.
  static Severity ofStatus(long status) {
    if (status < 100 || status > 599) {
      return UNDEFINED_SEVERITY_NUMBER;
    }
    return status >= 500 ? ERROR : status >= 400 ? WARN : INFO;
  }

  /// The severity of a letter, as glog and klog write it.
  static Severity ofLetter(char letter) {
    return switch (letter) {
      case 'D' -> DEBUG;
      case 'I' -> INFO;
      case 'W' -> WARN;
      case 'E' -> ERROR;
      case 'F' -> FATAL;
      default -> UNDEFINED_SEVERITY_NUMBER;
    };
  }

  /// Like [#of], but for the syslog family, in which `critical` is not fatal.
  static Severity ofSyslogName(String text, int from, int to) {
    Severity found = of(text, from, to);
    boolean critical = found == FATAL && (text.charAt(from) | 0x20) == 'c';
    return critical ? ERROR2 : found;
  }

  private static Severity critical(String text, int from, int length) {
    if (any(text, from, length, "critical", "crit", "criti")) {
      return FATAL; // Python, .NET and spdlog; for the syslog family see ofSyslogName
    }
    return is(text, from, length, "config") ? DEBUG3 : UNDEFINED_SEVERITY_NUMBER;
  }

  private static Severity debug(String text, int from, int length) {
    if (any(text, from, length, "debug", "dbg", "dbug", "debg", "debu")) {
      return DEBUG;
    }
    if (is(text, from, length, "dpanic")) {
      return ERROR2;
    }
    // PostgreSQL: DEBUG1 to DEBUG5.
    boolean numericSeverity =
        length == 6
            && text.regionMatches(true, from, "debug", 0, 5)
            && MessageText.isDigit(text, from + 5);
    return numericSeverity ? DEBUG : UNDEFINED_SEVERITY_NUMBER;
  }

  private static Severity error(String text, int from, int length) {
    if (any(text, from, length, "error", "err", "eror", "erro")) {
      return ERROR;
    }
    return any(text, from, length, "emerg", "emergency") ? FATAL : UNDEFINED_SEVERITY_NUMBER;
  }

  private static Severity fatal(String text, int from, int length) {
    if (any(text, from, length, "fatal", "ftl", "fatl", "fata")) {
      return FATAL;
    }
    if (is(text, from, length, "fail")) {
      return ERROR; // the console logger of .NET
    }
    if (is(text, from, length, "fine")) {
      return DEBUG2;
    }
    if (is(text, from, length, "finer")) {
      return DEBUG;
    }
    return is(text, from, length, "finest") ? TRACE : UNDEFINED_SEVERITY_NUMBER;
  }

  private static Severity startingWithS(String text, int from, int length) {
    if (is(text, from, length, "severe")) {
      return ERROR;
    }
    if (is(text, from, length, "silly")) {
      return TRACE;
    }
    return any(text, from, length, "success", "system") ? INFO : UNDEFINED_SEVERITY_NUMBER;
  }

  private static boolean any(String text, int from, int length, String... names) {
    for (String name : names) {
      if (is(text, from, length, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(String text, int from, int length, String name) {
    return length == name.length() && text.regionMatches(true, from, name, 0, length);
  }
}
