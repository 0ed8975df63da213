package dev.cwforwarder.map.content.sources;

import java.util.ArrayList;
import java.util.List;

/// Alternating literals and columns, with a literal, which may be empty, at both ends.
final class FormPart {
  final String[] literals;
  final LineColumn[] columns;

  /// The last character of the literal before each column; a blank if there is none.
  private final char[] opens;

  /// The first character of the literal behind each column; a blank if there is none.
  private final char[] closes;

  /// The first character behind a quote and blanks; 0 if a column follows them, or nothing.
  private final char first;

  FormPart(String form) {
    List<String> texts = new ArrayList<>();
    List<LineColumn> found = new ArrayList<>();
    int at = 0;
    for (int open = form.indexOf('<'); open >= 0; open = form.indexOf('<', at)) {
      int close = TableRows.indexOf(form, ">", open);
      texts.add(form.substring(at, open));
      found.add(LineColumn.of(form.substring(open + 1, close)));
      at = close + 1;
    }
    texts.add(form.substring(at));
    literals = texts.toArray(String[]::new);
    columns = found.toArray(LineColumn[]::new);
    opens = new char[columns.length];
    closes = new char[columns.length];
    for (int i = 0; i < columns.length; i++) {
      String before = literals[i];
      String behind = literals[i + 1];
      opens[i] = before.isEmpty() ? ' ' : before.charAt(before.length() - 1);
      closes[i] = behind.isEmpty() ? ' ' : behind.charAt(0);
    }
    String start = literals[0].substring(literals[0].startsWith("\"") ? 1 : 0).stripLeading();
    first = start.isEmpty() ? 0 : start.charAt(0);
  }

  /// Whether `c` may be the first character behind a quote and blanks.
  boolean mayStartWith(char c) {
    return first == 0 ? columns.length == 0 || columns[0].mayStartWith(c) : first == c;
  }

  /// Returns the index after the part; -1, with nothing added, if it does not match.
  int read(FormMatch match, int from) {
    int size = match.size();
    int at = readAsFarAsPossible(match, from);
    String last = literals[columns.length];
    at = at < 0 ? -1 : match.literal(last, at);
    if (at < 0 || (last.isEmpty() && !match.isBoundary(at))) {
      match.truncate(size);
      return -1;
    }
    return at;
  }

  /// Returns the index after the last column; -1, with the columns before it added, if one does not
  /// match.
  int readAsFarAsPossible(FormMatch match, int from) {
    int at = from;
    for (int i = 0; i < columns.length && at >= 0; i++) {
      at = column(match, i, at);
    }
    return at;
  }

  private int column(FormMatch match, int index, int from) {
    int at = match.literal(literals[index], from);
    if (at < 0 || !match.mayStart(columns[index], at)) {
      return -1;
    }
    int to =
        columns[index].kind() == LineColumn.Kind.REST
            ? match.textEnd(literals[index + 1], at)
            : match.columnEnd(at, opens[index], closes[index]);
    return to >= 0 && match.add(columns[index], at, to) ? to : -1;
  }

  /// Returns the index at which the part starts that ends at `to`; -1, with nothing added, if it
  /// does not match, or starts before `min`.
  int readBackwards(FormMatch match, int to, int min) {
    int size = match.size();
    int at = match.literalBackwards(literals[columns.length], to);
    for (int i = columns.length - 1; i >= 0 && at >= 0; i--) {
      int from = match.columnStart(at, opens[i], closes[i]);
      boolean added = from >= 0 && match.add(columns[i], from, at);
      int name = added || i > 0 || from < 0 ? from : match.afterColon(from, at);
      if (name > from) {
        from = name;
        added = match.add(columns[0], from, at);
      }
      at = added ? match.literalBackwards(literals[i], from) : -1;
    }
    if (at < min || !match.startsWord(at)) {
      match.truncate(size);
      return -1;
    }
    return at;
  }
}
