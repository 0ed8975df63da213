package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.severity.SeverityNames;
import dev.cwforwarder.map.content.sources.LineCursor;
import dev.cwforwarder.map.content.text.AnsiCodes;
import io.opentelemetry.api.logs.Severity;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Parses the value of a level field, which is more than a level's name in some loggers: coloured,
/// padded, in brackets, or with the name of its type (`Level.INFO`).
final class LevelText {
  /// The maximum length of a value with a level.
  private static final int MAX_LENGTH = 32;

  /// The maximum number of digits of a level.
  private static final int MAX_DIGITS = 5;

  /// The levels in the field `status` of Datadog. Other words there are states.
  private static final Set<String> STATUS_LEVELS =
      Set.of(
          "trace debug info notice warn warning error critical alert emergency fatal"
              .split(" ", -1));

  /// Names that are levels only in a field.
  private static final Map<String, Severity> OTHER_NAMES =
      Map.of(
          "http", Severity.DEBUG3, // npm's level between info and verbose
          "noti", Severity.INFO2, // go-logging
          "ntc", Severity.INFO2, // Chronicles
          "d1", Severity.DEBUG, // MongoDB
          "d2", Severity.DEBUG,
          "d3", Severity.DEBUG,
          "d4", Severity.DEBUG,
          "d5", Severity.DEBUG);

  private LevelText() {}

  /// The severity of the value of a level field; undefined if it is no level.
  static Severity severity(String value) {
    if (value.length() > MAX_LENGTH) {
      return Severity.UNDEFINED_SEVERITY_NUMBER;
    }
    Severity found = ofName(value);
    return found == Severity.UNDEFINED_SEVERITY_NUMBER ? ofName(withoutDecoration(value)) : found;
  }

  /// The severity of Datadog's `status`; undefined if it is a state, such as `success`.
  static Severity ofStatus(String value) {
    return STATUS_LEVELS.contains(value)
        ? SeverityNames.of(value)
        : Severity.UNDEFINED_SEVERITY_NUMBER;
  }

  /// The number that consists of up to five digits; -1 for anything else.
  static long number(String value) {
    return value.length() > MAX_DIGITS ? -1 : LineCursor.parseLong(value, 0, value.length());
  }

  private static Severity ofName(String value) {
    if (value.length() == 1) {
      return SeverityNames.ofLetter(value.charAt(0));
    }
    Severity found = SeverityNames.of(value);
    if (found != Severity.UNDEFINED_SEVERITY_NUMBER) {
      return found;
    }
    return value.startsWith("Level(-")
        ? Severity.DEBUG // zap's name of a level below debug
        : OTHER_NAMES.getOrDefault(value.toLowerCase(Locale.ROOT), found);
  }

  /// The only name in a value, or the last one behind the name of its type: `50 (ERROR)`,
  /// `Level.INFO`, `LOG_LEVEL_WARN`, `LevelError`.
  private static String withoutDecoration(String value) {
    String text = AnsiCodes.strip(value).strip();
    int to = text.length();
    while (to > 0 && !Character.isLetter(text.charAt(to - 1))) {
      to--;
    }
    int from = to;
    while (from > 0 && Character.isLetter(text.charAt(from - 1))) {
      from--;
    }
    String before = text.substring(0, from);
    boolean isTyped =
        from > 0 && text.indexOf(' ') < 0 && "[<(.:".indexOf(text.charAt(from - 1)) >= 0;
    boolean isLevel =
        isTyped
            || before.endsWith("LEVEL_")
            || before.endsWith("SEVERITY_NUMBER_")
            || before.chars().noneMatch(c -> Character.isLetter(c) && c != 'ℹ');
    String name = isLevel && to - from > 1 ? text.substring(from, to) : "";
    return name.startsWith("Level") ? name.substring("Level".length()) : name;
  }
}
