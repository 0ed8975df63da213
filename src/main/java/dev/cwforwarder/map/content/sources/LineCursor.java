package dev.cwforwarder.map.content.sources;

import dev.cwforwarder.map.content.text.MessageText;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.logs.Severity;

/// A cursor over the fields of a line. The current field is the text from [#from] to [#to]. Not
/// thread-safe.
public final class LineCursor {
  private static final int MAX_DIGITS = 18;

  final String text;
  int from;
  int to;

  /// The index at which the search for the next field starts.
  int next;

  LineCursor(String text, int at) {
    this.text = text;
    this.next = at;
  }

  /// Moves to the next word between blanks; a quoted word is returned without its quotes.
  ///
  /// @return whether there is one; if not, the current field is empty
  boolean nextWord() {
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    from = next;
    to = next;
    if (next >= text.length()) {
      return false;
    }
    if (text.charAt(next) == '"') {
      return nextQuoted();
    }
    to = text.indexOf(' ', from);
    to = to < 0 ? text.length() : to;
    next = to;
    return true;
  }

  /// Moves to the text in the quotes that open at [#next].
  private boolean nextQuoted() {
    int quote = MessageText.closingQuote(text, next + 1, text.length());
    if (quote < 0) {
      return false;
    }
    from = next + 1;
    to = quote;
    next = quote + 1;
    return true;
  }

  /// Moves to the text before the next `delimiter`, or before the end of the line.
  ///
  /// @return whether there is one
  boolean nextField(char delimiter) {
    from = Math.min(next, text.length());
    to = from;
    if (next > text.length()) {
      return false;
    }
    to = text.indexOf(delimiter, from);
    to = to < 0 ? text.length() : to;
    next = to + 1;
    return true;
  }

  String value() {
    return text.substring(from, to);
  }

  boolean is(String value) {
    return to - from == value.length() && text.startsWith(value, from);
  }

  /// Whether the current field has a value, which is anything but a dash.
  boolean isPresent() {
    return to > from && !(to == from + 1 && text.charAt(from) == '-');
  }

  /// The current field as a number; -1 if it is not a number, or too long.
  long longValue() {
    return parseLong(text, from, to);
  }

  /// The number from `from` to `to`; -1 if there is none, or a longer one.
  public static long parseLong(String text, int from, int to) {
    if (to <= from || to - from > MAX_DIGITS) {
      return -1;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  /// Adds the current field as `key`, if it has a value of its type.
  @SuppressWarnings("unchecked") // the type of a key is that of its value
  void put(AttributeKey<?> key, LogFindings findings) {
    if (key.getType() == AttributeType.LONG) {
      long number = longValue();
      if (number >= 0) {
        findings.add((AttributeKey<Long>) key, number);
      }
    } else if (isPresent()) {
      FieldMapping.add(key, value(), findings);
    }
  }

  /// Adds the next fields as `keys`.
  void putFields(char delimiter, LogFindings findings, AttributeKey<?>... keys) {
    for (AttributeKey<?> key : keys) {
      nextField(delimiter);
      put(key, findings);
    }
  }

  /// The severity of an HTTP response, by its status.
  static Severity severityOf(long status) {
    return status >= 500 ? Severity.ERROR : status >= 400 ? Severity.WARN : Severity.INFO;
  }

  /// The HTTP status from `from` to `to`; -1 if it is none.
  static long parseStatus(String text, int from, int to) {
    long status = to - from == 3 ? parseLong(text, from, to) : -1;
    return status >= 100 && status <= 599 ? status : -1;
  }

  /// Whether the 36 characters at `at` have the dashes of a UUID.
  public static boolean isUuid(String text, int at) {
    return at + 36 <= text.length()
        && text.charAt(at + 8) == '-'
        && text.charAt(at + 13) == '-'
        && text.charAt(at + 18) == '-'
        && text.charAt(at + 23) == '-';
  }

  /// The index of the first character from `from` to `end` that is none of `characters`.
  public static int skip(String text, int from, int end, String characters) {
    int at = from;
    while (at < end && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /// The index of the first character from `from` to `end` that is one of `characters`; `end` if
  /// there is none.
  public static int find(String text, int from, int end, String characters) {
    int at = from;
    while (at < end && characters.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /// How many short numbers with blanks between them end at `to`, at most two; a longer number may
  /// be a time.
  static int numbersBefore(String text, int to) {
    int count = 0;
    int end = to;
    int from = text.lastIndexOf(' ', end - 1) + 1;
    while (count < 2 && end > from && end - from < 8 && parseLong(text, from, end) >= 0) {
      count++;
      end = from - 1;
      from = text.lastIndexOf(' ', end - 1) + 1;
    }
    return count;
  }
}
