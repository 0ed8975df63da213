package dev.cwforwarder.map.content.sources;

import dev.cwforwarder.map.content.text.MessageText;

/// The columns of an [HttpForm] or a [LineForm] that were found in a line. Reused from line to
/// line; not thread-safe.
final class FormMatch {
  private static final int MAX_COLUMNS = 48;

  private final LineColumn[] columns = new LineColumn[MAX_COLUMNS];
  private final int[] from = new int[MAX_COLUMNS];
  private final int[] to = new int[MAX_COLUMNS];
  private String text = "";
  private int start;
  private int end;
  private int size;
  private int sizeBefore;
  private int first;
  private int last;
  private long status;
  private boolean hasStatus;
  private boolean hasClient;

  /// Starts a line, which ends at `lineEnd` and has a prefix up to `behindPrefix`.
  void line(String line, int behindPrefix, int lineEnd) {
    text = line;
    start = behindPrefix;
    end = lineEnd;
  }

  /// The index behind the prefix of the line.
  int start() {
    return start;
  }

  void reset() {
    size = 0;
    status = -1;
    hasStatus = false;
    hasClient = false;
  }

  int size() {
    return size;
  }

  void truncate(int length) {
    size = length;
  }

  /// Adds a column if it accepts its text.
  boolean add(LineColumn column, int begin, int close) {
    if (size == MAX_COLUMNS || !column.accepts(text, begin, close)) {
      return false;
    }
    if (column.isStatus()) {
      hasStatus = true;
      status = LineCursor.parseStatus(text, begin, close);
    }
    hasClient |= column.isClient() && NetworkAddress.isIpEndpoint(text, begin, close);
    columns[size] = column;
    from[size] = begin;
    to[size++] = close;
    return true;
  }

  /// Marks that the columns before the request have been added; they were read backwards.
  void endBefore(int begin) {
    sizeBefore = size;
    first = begin;
  }

  /// The status; -1 if there is none, as for a request that was not answered.
  long status() {
    return status;
  }

  /// Whether the form has a column for the status.
  boolean hasStatusColumn() {
    return hasStatus;
  }

  /// Whether a column contains the address of the client, not only its name.
  boolean hasClient() {
    return hasClient;
  }

  /// Marks that the columns behind the request have been added.
  void endAt(int close) {
    last = close;
  }

  /// The index behind the form, or that of a status with which it ends.
  int rest() {
    boolean isStatus = size > 0 && columns[size - 1].isStatus() && to[size - 1] == last;
    return isStatus ? from[size - 1] : last;
  }

  /// The index at which the form starts.
  int first() {
    return first;
  }

  /// Adds the attributes of all columns and of the request.
  void addTo(LogFindings findings, HttpRequest request) {
    for (int i = sizeBefore; i < size; i++) {
      columns[i].add(text, from[i], to[i], findings);
    }
    request.addTo(findings);
    for (int i = sizeBefore - 1; i >= 0; i--) {
      columns[i].add(text, from[i], to[i], findings);
    }
  }

  /// Adds the attributes of all columns, and the severity of the status.
  void addTo(LogFindings findings) {
    for (int i = 0; i < size; i++) {
      columns[i].add(text, from[i], to[i], findings);
    }
    if (hasStatus) {
      findings.severity(LineCursor.severityOf(status));
    }
  }

  /// The index after `literal`, in which a blank is one or more blanks; -1 if it is not at `begin`.
  int literal(String literal, int begin) {
    int at = begin;
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (at >= end || (c == ' ' ? !isBlank(at) : text.charAt(at) != c)) {
        return -1;
      }
      at++;
      while (c == ' ' && at < end && isBlank(at)) {
        at++;
      }
    }
    return at;
  }

  /// The index at which `literal` starts if it ends at `close`; -1 if it does not.
  int literalBackwards(String literal, int close) {
    int at = close;
    for (int i = literal.length() - 1; i >= 0; i--) {
      char c = literal.charAt(i);
      if (at <= 0 || (c == ' ' ? !isBlank(at - 1) : text.charAt(at - 1) != c)) {
        return -1;
      }
      at--;
      while (c == ' ' && at > 0 && isBlank(at - 1)) {
        at--;
      }
    }
    return at;
  }

  /// The index of the `literal` behind a text at `begin`, or the end of the message for an empty
  /// one; -1 if there is none.
  int textEnd(String literal, int begin) {
    return literal.isEmpty() ? text.length() : text.indexOf(literal, begin);
  }

  /// The index at which a column ends: at the character `close`, or before a blank unless it is in
  /// quotes or brackets. -1 if it is empty, or not closed.
  int columnEnd(int begin, char open, char close) {
    if (open == '"') {
      return MessageText.closingQuote(text, begin, end);
    }
    if (isBracket(open)) {
      return text.indexOf(close, begin, end);
    }
    int blank = text.indexOf(' ', begin, end);
    int stop = close == ' ' ? blank : text.indexOf(close, begin, blank < 0 ? end : blank);
    int at = stop >= 0 ? stop : blank >= 0 ? blank : end;
    return at == begin ? -1 : at;
  }

  /// The index at which a column that ends at `to` starts.
  int columnStart(int close, char before, char behind) {
    if (behind == ']' || behind == ')' || behind == '}') {
      int open = text.lastIndexOf(before, close - 1);
      return open < 0 ? -1 : open + 1;
    }
    int blank = text.lastIndexOf(' ', close - 1);
    int open = before == ' ' ? blank : text.lastIndexOf(before, close - 1);
    int at = Math.max(open, blank) + 1;
    return at == close ? -1 : at;
  }

  /// The index after the names before a column, `INFO:werkzeug:10.0.0.1`; `begin` if there are
  /// none.
  int afterColon(int begin, int close) {
    int name = text.lastIndexOf(':', close - 1);
    return name > begin && Character.isLetter(text.charAt(name - 1)) ? name + 1 : begin;
  }

  /// Whether `column` may start at `begin`.
  boolean mayStart(LineColumn column, int begin) {
    return begin < end && column.mayStartWith(text.charAt(begin));
  }

  /// The first character behind `at` that is not a blank; 0 if there is none.
  char afterBlanks(int at) {
    int next = at;
    while (next < end && isBlank(next)) {
      next++;
    }
    return next < end ? text.charAt(next) : 0;
  }

  /// The last character before `at` that is not a blank; 0 if there is none.
  char beforeBlanks(int at) {
    int last = at - 1;
    while (last >= 0 && isBlank(last)) {
      last--;
    }
    return last < 0 ? 0 : text.charAt(last);
  }

  private static boolean isBracket(char c) {
    return c == '[' || c == '(' || c == '{';
  }

  /// Whether a form may end at `at`.
  boolean isBoundary(int at) {
    return at >= end || !Character.isLetterOrDigit(text.charAt(at));
  }

  /// Whether a form may start at `at`.
  boolean startsWord(int at) {
    return at == 0 || isBoundary(at) || !Character.isLetterOrDigit(text.charAt(at - 1));
  }

  private boolean isBlank(int at) {
    char c = text.charAt(at);
    return c == ' ' || c == '\t';
  }
}
