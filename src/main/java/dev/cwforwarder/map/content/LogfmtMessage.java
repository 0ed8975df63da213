package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.sources.Decimal;

/// Reads lines that are pairs of names and values and nothing else, as logrus, slog and others
/// write them: `time="…" level=info msg="access granted" user=alice`. Their fields mean the same as
/// those of a JSON object. Thread-safe.
///
/// @see <a href="https://brandur.org/logfmt">logfmt</a>
final class LogfmtMessage {
  /// Fewer are as likely a sentence.
  private static final int FEWEST = 3;

  private static final int LONGEST_NAME = 64;

  /// Of the Linux audit daemon: an id, no message.
  private static final String AUDIT = "audit(";

  private static final int MOST_DIGITS = 18;

  private final FieldNames names;

  LogfmtMessage(FieldNames names) {
    this.names = names;
  }

  /// Whether `text` begins with a name and a `=`.
  static boolean mayBegin(String text) {
    return nameEnd(text, 0) > 0;
  }

  /// Reads `text` if it is pairs from its beginning to its end.
  ///
  /// @return whether it is; `draft` holds nothing of it if not
  boolean read(String text, RecordBuilder draft) {
    return read(text, 0, FEWEST, draft);
  }

  /// The same for the pairs behind a head.
  boolean readRest(String text, int from, RecordBuilder draft) {
    return read(text, from, 1, draft);
  }

  private boolean read(String text, int from, int fewest, RecordBuilder draft) {
    if (count(text, from) < fewest) {
      return false;
    }
    int at = from;
    while (at < text.length()) {
      if (text.charAt(at) == ' ') {
        at++;
        continue;
      }
      int equals = nameEnd(text, at);
      int end = valueEnd(text, equals + 1);
      pair(names.child(names.root(), text.substring(at, equals)), text, equals + 1, end, draft);
      at = end;
    }
    return true;
  }

  /// How many pairs there are; -1 if there is anything else.
  private static int count(String text, int from) {
    int count = 0;
    int at = from;
    while (at < text.length()) {
      if (text.charAt(at) == ' ') {
        at++;
        continue;
      }
      int equals = nameEnd(text, at);
      int end = equals < 0 ? -1 : valueEnd(text, equals + 1);
      if (end < 0) {
        return -1;
      }
      count++;
      at = end;
    }
    return count;
  }

  /// Where the `=` behind the name at `at` is; -1 if there is none.
  private static int nameEnd(String text, int at) {
    int most = Math.min(text.length(), at + LONGEST_NAME);
    for (int i = at; i < most; i++) {
      char c = text.charAt(i);
      if (c == '=') {
        return i > at ? i : -1;
      }
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      boolean inside = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '/';
      if (!letter && c != '_' && c != '@' && (i == at || !inside)) {
        return -1;
      }
    }
    return -1;
  }

  /// Where the value at `at` ends; -1 if it is none.
  private static int valueEnd(String text, int at) {
    boolean quoted = at < text.length() && text.charAt(at) == '"';
    for (int i = quoted ? at + 1 : at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (quoted && c == '"') {
        return i + 1 == text.length() || text.charAt(i + 1) == ' ' ? i + 1 : -1;
      } else if (!quoted && c == ' ') {
        return i;
      } else if (!quoted && (c < ' ' || c == '"')) {
        return -1;
      }
    }
    return quoted ? -1 : text.length();
  }

  private static void pair(FieldName name, String text, int from, int to, RecordBuilder draft) {
    if (text.startsWith("\"", from)) {
      text(name, unquoted(text, from + 1, to - 1), draft);
    } else if (isWhole(text, from, to) && mayBeWhole(name)) {
      long value = Long.parseLong(text, from, to, 10);
      FieldSemantics.note(draft, name.role(), value);
      draft.whole(name, value);
    } else {
      bare(name, text.substring(from, to), draft);
    }
  }

  private static void bare(FieldName name, String value, RecordBuilder draft) {
    boolean point = value.indexOf('.') > 0 && !value.endsWith(".");
    double decimal = point ? Decimal.parse(value, 0, value.length()) : Double.NaN;
    if (!Double.isNaN(decimal)) {
      draft.decimal(name, decimal);
    } else if (value.equals("true") || value.equals("false")) {
      draft.truth(name, value.equals("true"));
    } else if (!value.isEmpty()) {
      text(name, value, draft);
    }
  }

  private static void text(FieldName name, String value, RecordBuilder draft) {
    if (name.role().kind() == FieldRole.Kind.MESSAGE && !value.startsWith(AUDIT)) {
      draft.message(name, value);
    } else {
      FieldSemantics.note(draft, name.role(), value);
      draft.text(name, value);
    }
  }

  /// Ids may be all digits.
  private static boolean mayBeWhole(FieldName name) {
    return switch (name.role().kind()) {
      case NONE, LEVEL, SEVERITY_NUMBER, HTTP_STATUS, FLAGS -> true;
      default -> false;
    };
  }

  /// A number that is written as it would be written again.
  private static boolean isWhole(String text, int from, int to) {
    int digits = text.startsWith("-", from) ? from + 1 : from;
    boolean zero = text.startsWith("0", digits);
    if (digits >= to || to - digits > MOST_DIGITS || (zero && to - from > 1)) {
      return false;
    }
    for (int i = digits; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static String unquoted(String text, int from, int to) {
    int backslash = text.indexOf('\\', from, to);
    if (backslash < 0) {
      return text.substring(from, to);
    }
    StringBuilder value = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == to) {
        value.append(c);
        continue;
      }
      char escaped = text.charAt(++i);
      switch (escaped) {
        case '"', '\\' -> value.append(escaped);
        case 'n' -> value.append('\n');
        case 't' -> value.append('\t');
        case 'r' -> value.append('\r');
        default -> value.append(c).append(escaped);
      }
    }
    return value.toString();
  }
}
