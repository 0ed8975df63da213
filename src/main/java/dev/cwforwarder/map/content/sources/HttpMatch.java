package dev.cwforwarder.map.content.sources;

import java.util.ArrayList;
import java.util.List;

/// The columns of an [HttpForm] that were found in a line. Reused from form to form; not
/// thread-safe.
final class HttpMatch {
  private static final int MAX_COLUMNS = 48;

  private final String text;
  private final int end;
  private final List<HttpColumn> columns = new ArrayList<>();
  private final int[] bounds = new int[2 * MAX_COLUMNS];
  private int first;
  private int sizeBefore;

  /// @param end the index at which the line ends
  HttpMatch(String text, int end) {
    this.text = text;
    this.end = end;
  }

  void reset() {
    columns.clear();
  }

  int size() {
    return columns.size();
  }

  void truncate(int size) {
    columns.subList(size, columns.size()).clear();
  }

  /// Adds a column if it accepts its text.
  boolean add(HttpColumn column, int from, int to) {
    if (columns.size() == MAX_COLUMNS || !column.accepts(text, from, to)) {
      return false;
    }
    bounds[2 * columns.size()] = from;
    bounds[2 * columns.size() + 1] = to;
    columns.add(column);
    return true;
  }

  boolean accepts(HttpColumn column, int from, int to) {
    return column.accepts(text, from, to);
  }

  /// The index after the names before a column, `INFO:werkzeug:10.0.0.1`; `from` if there are none.
  int afterColon(int from, int to) {
    int name = text.lastIndexOf(':', to - 1);
    return name >= from && Character.isLetter(text.charAt(name - 1)) ? name + 1 : from;
  }

  /// The status among the columns; -1 if there is none.
  long status() {
    for (int i = 0; i < columns.size(); i++) {
      if (Keys.HTTP_STATUS.equals(columns.get(i).key())) {
        return LineCursor.parseStatus(text, bounds[2 * i], bounds[2 * i + 1]);
      }
    }
    return -1;
  }

  /// The index at which the form starts, after the last match of its beginning.
  int first() {
    return first;
  }

  /// Marks that the columns before the request have been added; they were read backwards.
  void endBefore() {
    sizeBefore = columns.size();
  }

  /// Adds the attributes of all columns and of the request.
  void addTo(LogFindings findings, HttpRequest request) {
    for (int i = sizeBefore; i < columns.size(); i++) {
      add(i, findings);
    }
    request.addTo(findings);
    for (int i = sizeBefore - 1; i >= 0; i--) {
      add(i, findings);
    }
  }

  private void add(int column, LogFindings findings) {
    columns.get(column).add(text, bounds[2 * column], bounds[2 * column + 1], findings);
  }

  /// The index after `literal`, in which a blank is one or more blanks; -1 if it is not at `from`.
  int literal(String literal, int from) {
    int at = from;
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

  /// The index at which `literal` starts if it ends at `to`; -1 if it does not.
  int literalBackwards(String literal, int start, int to) {
    int at = to;
    for (int i = literal.length() - 1; i >= 0; i--) {
      char c = literal.charAt(i);
      if (at <= start || (c == ' ' ? !isBlank(at - 1) : text.charAt(at - 1) != c)) {
        return -1;
      }
      at--;
      while (c == ' ' && at > start && isBlank(at - 1)) {
        at--;
      }
    }
    return at;
  }

  /// The index at which a column ends: before the next literal, or before a blank unless the column
  /// is in quotes or brackets.
  int columnEnd(int from, String before, String next) {
    boolean quoted = before.endsWith("\"");
    boolean enclosed =
        quoted || before.endsWith("[") || before.endsWith("(") || before.endsWith("{");
    char stop = next.isEmpty() ? ' ' : next.charAt(0);
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == stop || (!enclosed && isBlank(i))) {
        return i > from || enclosed ? i : -1;
      }
    }
    return enclosed || end == from ? -1 : end;
  }

  /// The index at which a column that ends at `to` starts.
  int columnStart(int start, int to, String before, String next) {
    boolean enclosed = next.startsWith("]") || next.startsWith(")") || next.startsWith("}");
    char stop = before.isEmpty() ? ' ' : before.charAt(before.length() - 1);
    int at = to;
    while (at > start && text.charAt(at - 1) != stop && (enclosed || !isBlank(at - 1))) {
      at--;
    }
    return at == to && !enclosed ? -1 : at;
  }

  /// Whether a form may end at `at`: after a literal, or before a blank or punctuation.
  boolean isBoundary(int at, String literal) {
    return !literal.isEmpty() || at >= end || !Character.isLetterOrDigit(text.charAt(at));
  }

  /// Whether a form may start at `at`.
  boolean startsAt(int start, int at) {
    first = at;
    return at == start || !Character.isLetterOrDigit(text.charAt(at - 1));
  }

  private boolean isBlank(int at) {
    char c = text.charAt(at);
    return c == ' ' || c == '\t';
  }
}
