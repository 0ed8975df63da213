package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.sources.Decimal;
import dev.cwforwarder.map.content.sources.LineCursor;
import dev.cwforwarder.map.content.text.MessageText;
import dev.cwforwarder.map.content.text.PairText;
import io.opentelemetry.api.logs.Severity;

/// Parses lines that consist of names and values, as logrus, slog and others write them: `time="…"
/// level=info msg="access granted" user=alice`. Their fields have the same roles as those of a JSON
/// object. The pairs may also be columns, as in `level=info; msg=done; n=2` and in LTSV. A text
/// whose quotes do not close ends with the message, which something has cut. Thread-safe.
///
/// @see <a href="http://ltsv.org">LTSV</a>
/// @see <a href="https://brandur.org/logfmt">logfmt</a>
final class LogfmtMessage {
  /// The minimum number of pairs; a line with fewer may be a sentence, unless one of two is a
  /// level.
  private static final int MIN_PAIRS = 3;

  /// The minimum number of pairs for each value that other words follow.
  private static final int MIN_PAIRS_FOR_MISFIT = 4;

  /// The `msg` of the Linux audit daemon is an id, not a message.
  private static final String AUDIT_PREFIX = "audit(";

  private static final int MAX_DIGITS = 18;

  private static final char TAB = '\t';
  private static final String SEPARATORS = " \t;|,";

  private final FieldNames names;

  LogfmtMessage(FieldNames names) {
    this.names = names;
  }

  /// Whether `text` starts with a name and a `=`, or with a name and a `:` if it has columns.
  static boolean mayStart(String text) {
    int end = PairText.nameTo(text, 0);
    char c = end == 0 || end == text.length() ? ' ' : text.charAt(end);
    if (c != ':') {
      return c == '=';
    }
    int tab = text.indexOf(TAB, end);
    return tab > 0 && text.startsWith(":", PairText.nameTo(text, tab + 1));
  }

  /// Parses `text` if it consists of pairs. Quotes may be single; a few words may continue a value.
  ///
  /// @return whether it does; if not, `builder` is unchanged
  boolean read(String text, RecordBuilder builder) {
    return read(text, 0, MIN_PAIRS, builder);
  }

  /// Parses the pairs after the prefix of a line.
  void readRest(String text, int from, RecordBuilder builder) {
    read(text, from, 1, builder);
  }

  private boolean read(String line, int from, int minPairs, RecordBuilder builder) {
    String text = line.stripTrailing();
    char separator = separator(text, from);
    if (separator != ' ' && countColumns(text, from, separator) >= MIN_PAIRS) {
      addColumns(text, from, separator, builder);
      return true;
    }
    int pairs = count(text, from);
    if (pairs < minPairs && (pairs < 2 || !hasLevel(text, from))) {
      return false;
    }
    int at = nextPair(text, from);
    while (at < text.length()) {
      int equals = PairText.nameEnd(text, at);
      int end = valueEnd(text, equals + 1);
      int next = nextPair(text, end < 0 ? equals + 1 : end);
      FieldName name = names.child(names.root(), text.substring(at, equals));
      if (fits(text, end, next)) {
        pair(name, text, equals + 1, end, builder);
      } else {
        text(name, text.substring(equals + 1, next).strip(), builder);
      }
      at = next;
    }
    return true;
  }

  /// Whether one of the pairs is a level.
  private boolean hasLevel(String text, int from) {
    int at = nextPair(text, from);
    while (at < text.length()) {
      int equals = PairText.nameEnd(text, at);
      int end = valueEnd(text, equals + 1);
      int next = nextPair(text, end < 0 ? equals + 1 : end);
      FieldName name = names.child(names.root(), text.substring(at, equals));
      if (name.role().kind() == FieldRole.Kind.LEVEL
          && LevelText.severity(text.substring(equals + 1, next))
              != Severity.UNDEFINED_SEVERITY_NUMBER) {
        return true;
      }
      at = next;
    }
    return false;
  }

  /// The character behind the first value: a blank, or what separates columns.
  private static char separator(String text, int from) {
    int name = PairText.nameTo(text, from);
    if (name < text.length() && text.charAt(name) == ':') {
      return TAB;
    }
    int at = LineCursor.find(text, PairText.quotedEnd(text, name + 1), text.length(), SEPARATORS);
    if (at >= text.length()) {
      return ' ';
    }
    return text.startsWith(" | ", at) ? '|' : text.charAt(at);
  }

  /// The number of columns; -1 if one of them is not a pair.
  private static int countColumns(String text, int from, char separator) {
    int count = 0;
    int first = PairText.nameTo(text, from);
    for (int at = from; at < text.length(); count++) {
      int name = PairText.nameTo(text, at);
      int end = name < text.length() ? columnEnd(text, name + 1, separator) : 0;
      if (name == at || end <= name || text.charAt(name) != text.charAt(first)) {
        return -1;
      }
      at = MessageText.skipBlanks(text, end + 1, text.length());
    }
    return text.indexOf('\n', from) < 0 ? count : -1;
  }

  private void addColumns(String text, int from, char separator, RecordBuilder builder) {
    int at = from;
    while (at < text.length()) {
      int name = PairText.nameTo(text, at);
      int end = columnEnd(text, name + 1, separator);
      int value = MessageText.skipBlanks(text, name + 1, end);
      int to = end;
      while (to > value && text.charAt(to - 1) == ' ') {
        to--;
      }
      pair(names.child(names.root(), text.substring(at, name)), text, value, to, builder);
      at = MessageText.skipBlanks(text, end + 1, text.length());
    }
  }

  /// The index of the separator behind the value at `at`, or the end of the text.
  private static int columnEnd(String text, int at, char separator) {
    int quoted = PairText.quotedEnd(text, at);
    int end = text.indexOf(separator, quoted > at ? quoted : PairText.bracketedEnd(text, at));
    return end < 0 ? text.length() : end;
  }

  /// The number of pairs; -1 if there is anything else but a few words that continue a value.
  private static int count(String text, int from) {
    int count = 0;
    int misfits = 0;
    int at = nextPair(text, from);
    if (at < 0 || !text.substring(from, at).isBlank()) {
      return -1;
    }
    while (at < text.length()) {
      int equals = PairText.nameEnd(text, at);
      int end = valueEnd(text, equals + 1);
      int next = nextPair(text, end < 0 ? equals + 1 : end);
      if (next < 0) {
        return -1;
      }
      boolean fits = fits(text, end, next);
      count += fits ? 1 : 0;
      misfits += fits ? 0 : 1;
      at = next;
    }
    return misfits * MIN_PAIRS_FOR_MISFIT <= count ? count : -1;
  }

  /// Whether only blanks are between the end of a value and the next pair.
  private static boolean fits(String text, int end, int next) {
    return end >= 0 && MessageText.skipBlanks(text, end, next) == next;
  }

  /// The index of the next name and `=` after a blank, or the end of the text; -1 if there is a
  /// line break or a tab before.
  private static int nextPair(String text, int from) {
    int at = from;
    while (at < text.length()) {
      boolean isStart = at == 0 || text.charAt(at - 1) == ' ';
      if (isStart && PairText.nameEnd(text, at) > 0) {
        return at;
      }
      int wordEnd = MessageText.wordEnd(text, at, text.length());
      at = MessageText.skipBlanks(text, wordEnd, text.length());
      if (at < text.length() && text.charAt(at) < ' ') {
        return -1;
      }
    }
    return at;
  }

  /// The index at which the value at `at` ends; -1 if it is malformed.
  private static int valueEnd(String text, int at) {
    char first = at < text.length() ? text.charAt(at) : ' ';
    if (first == '\'') {
      int next = nextPair(text, at + 1);
      int end = next < 0 ? 0 : text.lastIndexOf('\'', next) + 1;
      return end > at + 1 && fits(text, end, next) ? end : -1;
    }
    int close = at;
    if (first == '"') {
      close = PairText.quotedEnd(text, at);
      if (close == at && nextPair(text, at + 1) == text.length()) {
        return text.length(); // something cut the line
      }
    } else if (first == '{' || first == '[' || first == 'm') {
      close = PairText.bracketedEnd(text, at);
    }
    int end = close > at && text.startsWith(", ", close) ? close + 1 : close;
    if (close > at && (end == text.length() || text.charAt(end) == ' ')) {
      return end;
    }
    return first == '"' ? -1 : wordEnd(text, at);
  }

  /// The index of the blank behind the value at `at`; -1 if there is something else.
  private static int wordEnd(String text, int at) {
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ') {
        return i;
      } else if (c < ' ' || c == '"') {
        return -1;
      }
    }
    return text.length();
  }

  private static void pair(FieldName name, String text, int from, int end, RecordBuilder builder) {
    boolean isList = end < text.length() && end > from && text.charAt(end - 1) == ',';
    int to = isList ? end - 1 : end; // `a=1, b=2`
    char quote = to > from ? text.charAt(from) : ' ';
    boolean isQuoted =
        (quote == '\'' || quote == '"') && to > from + 1 && text.charAt(to - 1) == quote;
    boolean isLast = quote == '"' && end == text.length();
    if (isLast && PairText.quotedEnd(text, from) == from) {
      builder.cut = true;
      builder.fields.addIfAbsent(RecordKeys.TRUNCATED, true);
      text(name, PairText.unescape(text.substring(from + 1)), builder);
    } else if (isQuoted) {
      String value = text.substring(from + 1, to - 1);
      text(name, quote == '"' ? PairText.unescape(value) : value, builder);
    } else if (isLong(text, from, to) && mayBeLong(name)) {
      long value = Long.parseLong(text, from, to, 10);
      FieldSemantics.apply(builder, name.role(), value);
      builder.addLong(name, value);
    } else {
      unquotedValue(name, text.substring(from, to), builder);
    }
  }

  private static void unquotedValue(FieldName name, String value, RecordBuilder builder) {
    boolean point = value.indexOf('.') > 0 && !value.endsWith(".");
    double decimal = point ? Decimal.parse(value, 0, value.length()) : Double.NaN;
    if (!Double.isNaN(decimal)) {
      builder.addDouble(name, decimal);
    } else if (value.equals("true") || value.equals("false")) {
      builder.addBoolean(name, value.equals("true"));
    } else if (!value.isEmpty()) {
      text(name, value, builder);
    }
  }

  private static void text(FieldName name, String value, RecordBuilder builder) {
    if (name.role().kind() == FieldRole.Kind.MESSAGE && !value.startsWith(AUDIT_PREFIX)) {
      builder.offerMessage(name, value);
    } else {
      FieldSemantics.apply(builder, name.role(), value);
      builder.addString(name, value);
    }
  }

  /// Ids may consist only of digits, so they are not converted to numbers.
  private static boolean mayBeLong(FieldName name) {
    return switch (name.role().kind()) {
      case NONE, LEVEL, SEVERITY_NUMBER, HTTP_STATUS, HTTP_RESPONSE, FLAGS -> true;
      default -> false;
    };
  }

  /// Whether the text is an integer in its canonical form.
  private static boolean isLong(String text, int from, int to) {
    int digits = text.startsWith("-", from) ? from + 1 : from;
    boolean zero = text.startsWith("0", digits);
    boolean isCanonical = digits < to && to - digits <= MAX_DIGITS && !(zero && to - from > 1);
    return isCanonical && MessageText.digitsEnd(text, digits, to) == to;
  }
}
