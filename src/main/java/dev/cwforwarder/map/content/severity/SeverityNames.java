package dev.cwforwarder.map.content.severity;

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
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Maps the level names of logging libraries to OpenTelemetry's severity. [LevelScale] maps
/// numbers.
///
/// @see <a
///   href="https://opentelemetry.io/docs/specs/otel/logs/data-model-appendix/#appendix-b-severitynumber-example-mappings">Example
///   mappings of OpenTelemetry</a>
public final class SeverityNames {
  /// The level names, in lower case. The first characters of a name that are enough for layouts
  /// that truncate levels (`%.5s`) are names of their own.
  private static final Name[] TABLE = {
    new Name(
        TRACE,
        "trace trc trce trac finest silly noise trace1 trace2 trace3 trace4 trace5 trace6 trace7"
            + " trace8"),
    new Name(DEBUG, "debug dbg dbug debg debu diag finer debug1 debug2 debug3 debug4 debug5"),
    new Name(DEBUG2, "verbose fine"), // verbose of winston; for Serilog's see verbose()
    new Name(TRACE, "vrb"),
    new Name(DEBUG3, "config"),
    new Name(INFO, "info information inf informational infor log system success"),
    new Name(INFO2, "notice note"),
    new Name(WARN, "warn warning wrn warni"),
    new Name(ERROR, "error err eror erro severe sever fail"),
    new Name(ERROR2, "dpanic"),
    new Name(ERROR3, "alert"),
    // CRITICAL of Python, .NET and spdlog; for the syslog family see ofSyslogName
    new Name(FATAL, "critical crit criti fatal ftl fatl fata panic pani emerg emergency"),
  };

  /// Level names that are also names of components, or the first word of sentences in upper case.
  private static final Set<String> AMBIGUOUS =
      Set.of("log", "note", "fail", "fine", "config", "system", "alert", "panic");

  /// The names by their first letter.
  private static final Name[][] BY_LETTER = byLetter();

  private static final Severity[] BY_NUMBER = Severity.values();
  private static final int MIN_NAME_LENGTH = 3;
  private static final int MAX_NAME_LENGTH = 13;

  /// What Quill and syslog.h write before a name.
  private static final String PREFIX = "LOG_";

  private SeverityNames() {}

  /// The severity of the level name `text`, or undefined.
  public static Severity of(String text) {
    return of(text, 0, text.length());
  }

  /// The severity of the level name in `text` from `from` to `to`, case-insensitive, or undefined.
  public static Severity of(String text, int from, int to) {
    @Nullable Name name = find(text, from, to);
    if (name != null) {
      return name.text.equals("verbose") ? verbose(text, from) : name.severity;
    }
    int length = to - from;
    if (length <= PREFIX.length() + MAX_NAME_LENGTH && text.startsWith(PREFIX, from)) {
      return of(text, from + PREFIX.length(), to);
    }
    char sign = length < MIN_NAME_LENGTH || length > MAX_NAME_LENGTH ? ' ' : text.charAt(to - 2);
    if (sign != '+' && (sign != '-' || text.charAt(from) != 'D')) { // not `error-1`
      return UNDEFINED_SEVERITY_NUMBER;
    }
    int step = text.charAt(to - 1) - '0';
    return raised(of(text, from, to - 2), sign == '+' ? step : -step);
  }

  private static @Nullable Name find(String text, int from, int to) {
    int length = to - from;
    int letter = length < MIN_NAME_LENGTH ? -1 : (text.charAt(from) | 0x20) - 'a';
    if (letter >= 0 && letter < BY_LETTER.length) {
      for (Name name : BY_LETTER[letter]) {
        if (name.is(text, from, length)) {
          return name;
        }
      }
    }
    return null;
  }

  /// Whether the text from `from` to `to` is a level name.
  static boolean isLevel(String text, int from, int to) {
    return of(text, from, to) != UNDEFINED_SEVERITY_NUMBER;
  }

  /// Whether the level name may also be the name of a component, or the first word of a sentence in
  /// upper case.
  static boolean isAmbiguous(String text, int from, int to) {
    @Nullable Name name = find(text, from, to);
    return name != null && name.isAmbiguous;
  }

  /// `INFO+2`, `DEBUG-4` of Go's slog.
  private static Severity raised(Severity base, int step) {
    boolean known = base != UNDEFINED_SEVERITY_NUMBER && step >= -9 && step <= 9;
    int number = Math.clamp(base.getSeverityNumber() + (long) step, 1, BY_NUMBER.length - 1);
    return known ? BY_NUMBER[number] : UNDEFINED_SEVERITY_NUMBER;
  }

  /// `verbose` of winston, in lower case, is more severe than `debug`; `Verbose` of Serilog is the
  /// least severe level.
  private static Severity verbose(String text, int from) {
    return text.startsWith("verbose", from) ? DEBUG2 : TRACE;
  }

  /// The severity of a syslog number; only the lowest three bits are used.
  static Severity ofSyslog(int number) {
    return LevelScale.SYSLOG.of(number & 7);
  }

  /// The severity of an HTTP response, by its status; undefined if it is not a valid status.
  public static Severity ofStatus(long status) {
    if (status < 100 || status > 599) {
      return UNDEFINED_SEVERITY_NUMBER;
    }
    return status >= 500 ? ERROR : status >= 400 ? WARN : INFO;
  }

  /// The severity of a letter, as glog and klog write it.
  public static Severity ofLetter(char letter) {
    return switch (letter) {
      case 'V' -> TRACE;
      case 'D' -> DEBUG;
      case 'I', 'A', 'ℹ' -> INFO; // audit
      case 'N' -> INFO2;
      case 'W' -> WARN;
      case 'E', '✖', '✘', '✗' -> ERROR;
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

  private static Name[][] byLetter() {
    Name[][] names = new Name['z' - 'a' + 1][];
    for (int i = 0; i < names.length; i++) {
      String letter = String.valueOf((char) ('a' + i));
      names[i] =
          Arrays.stream(TABLE)
              .flatMap(Name::words)
              .filter(name -> name.text.startsWith(letter))
              .toArray(Name[]::new);
    }
    return names;
  }

  /// A row of the table: one name, or several with blanks between them.
  private record Name(Severity severity, String text, boolean isAmbiguous) {
    Name(Severity severity, String text) {
      this(severity, text, false);
    }

    Stream<Name> words() {
      return Arrays.stream(text.split(" "))
          .map(word -> new Name(severity, word, AMBIGUOUS.contains(word)));
    }

    boolean is(String line, int from, int length) {
      return length == text.length() && line.regionMatches(true, from, text, 0, length);
    }
  }
}
