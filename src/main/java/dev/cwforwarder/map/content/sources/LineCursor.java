package dev.cwforwarder.map.content.sources;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;

/// Walks over a line part by part. A part is what stands between [#from] and [#to]. Not
/// thread-safe.
final class LineCursor {
  private static final int MOST_DIGITS = 18;

  final String text;
  int from;
  int to;

  /// Where the next part is looked for.
  int next;

  LineCursor(String text, int at) {
    this.text = text;
    this.next = at;
  }

  /// The next word between blanks; a quoted one without its quotes.
  ///
  /// @return whether there is one; if not, this is empty
  boolean word() {
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    from = next;
    to = next;
    if (next >= text.length()) {
      return false;
    }
    if (text.charAt(next) == '"') {
      return quoted();
    }
    to = text.indexOf(' ', from);
    to = to < 0 ? text.length() : to;
    next = to;
    return true;
  }

  /// The text in the quotes that open at [#next]; a backslash keeps what is behind it.
  private boolean quoted() {
    for (int i = next + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        from = next + 1;
        to = i;
        next = i + 1;
        return true;
      }
    }
    return false;
  }

  /// Whether the next word is in quotes, at [#next] or behind blanks.
  boolean isQuotedNext() {
    int at = next;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at < text.length() && text.charAt(at) == '"';
  }

  /// What stands before the next `delimiter`; at the end of the text, the rest.
  boolean until(char delimiter) {
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

  /// Whether there is a value: something beside a dash.
  boolean isPresent() {
    return to > from && !(to == from + 1 && text.charAt(from) == '-');
  }

  /// The number this is; -1 if it is none, or too long.
  long whole() {
    return whole(text, from, to);
  }

  static long whole(String text, int from, int to) {
    if (to <= from || to - from > MOST_DIGITS) {
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

  /// Adds this under `key`, if there is a value.
  void put(AttributeKey<String> key, LogFindings found) {
    if (isPresent()) {
      found.add(key, value());
    }
  }

  void putWhole(AttributeKey<Long> key, LogFindings found) {
    long number = whole();
    if (number >= 0) {
      found.add(key, number);
    }
  }

  /// A number with or without a fraction or a sign.
  void putDecimal(AttributeKey<Double> key, LogFindings found) {
    boolean minus = to > from && text.charAt(from) == '-';
    double number = Decimal.parse(text, minus ? from + 1 : from, to);
    if (!Double.isNaN(number)) {
      found.add(key, minus ? -number : number);
    }
  }

  /// `ADDRESS:PORT`; the address alone when there is no port.
  void putEndpoint(AttributeKey<String> address, AttributeKey<Long> port, LogFindings found) {
    if (!isPresent()) {
      return;
    }
    int colon = text.lastIndexOf(':', to - 1);
    long number = colon > from ? whole(text, colon + 1, to) : -1;
    found.add(address, number < 0 ? value() : text.substring(from, colon));
    if (number >= 0) {
      found.add(port, number);
    }
  }

  /// Of an answer to an HTTP request, by its status.
  static Severity severityOf(long status) {
    return status >= 500 ? Severity.ERROR : status >= 400 ? Severity.WARN : Severity.INFO;
  }

  static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
