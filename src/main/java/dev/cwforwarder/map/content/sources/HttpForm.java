package dev.cwforwarder.map.content.sources;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A form in which a server writes its requests, compiled from a line of [HttpForms]. Text stands
/// for itself, a blank for one or more blanks, and `<name>` for an [HttpColumn], which ends at the
/// next character of the form. Behind the request, what follows `~` may be absent; what follows `…`
/// is read as far as it goes. What stands before the request is matched backwards, so that any
/// prefix may precede it; what stands before `~` there may be absent, too.
///
/// A match is linear: a column is never tried twice at the same place.
final class HttpForm {
  private static final String REQUEST = "<request>";

  private final Part lead;
  private final Part before;
  private final Part behind;
  private final Part[] options;
  private final Part rest;

  /// The last character before the request that is neither a quote nor a blank; 0 if it may be any.
  private final char lastBefore;

  HttpForm(String form) {
    int request = form.indexOf(REQUEST);
    int optional = form.lastIndexOf('~', request);
    lead = new Part(optional < 0 ? "" : form.substring(0, optional));
    before = new Part(form.substring(optional + 1, request));
    int ellipsis = form.indexOf('…');
    int end = ellipsis < 0 ? form.length() : ellipsis;
    String[] groups = form.substring(request + REQUEST.length(), end).split("~", -1);
    behind = new Part(groups[0].stripTrailing());
    options =
        Stream.of(groups)
            .skip(1)
            .map(group -> new Part(group.stripTrailing()))
            .toArray(Part[]::new);
    rest = new Part(ellipsis < 0 ? "" : form.substring(ellipsis + 1));
    String literal = before.literals[before.columns.length].replace("\"", "").stripTrailing();
    lastBefore = literal.isEmpty() ? 0 : literal.charAt(literal.length() - 1);
  }

  /// Whether the text around a request may match. False for most forms of other servers, without a
  /// search.
  ///
  /// @param last the last character before the request that is neither a quote nor a blank
  /// @param next the first character behind it that is neither a quote nor a blank
  boolean mayMatch(char last, char next) {
    return (lastBefore == 0 || lastBefore == last) && behind.mayStartWith(next);
  }

  /// Matches the text around a request.
  ///
  /// @param from the index at which the request starts
  /// @param to the index at which the request ends
  boolean matches(HttpMatch match, int from, int to) {
    match.reset();
    int first = before.readBackwards(match, from, 0);
    if (first < 0) {
      return false;
    }
    int lead =
        this.lead.columns.length == 0 ? -1 : this.lead.readBackwards(match, first, match.start());
    match.endBefore(lead < 0 ? first : lead);
    int at = behind.read(match, to);
    if (at < 0) {
      return false;
    }
    char next = match.afterBlanks(at);
    for (int i = 0; i < options.length && next != 0; i++) {
      int end = options[i].mayStartWith(next) ? options[i].read(match, at) : -1;
      if (end >= 0) {
        at = end;
        next = match.afterBlanks(at);
      }
    }
    rest.readAsFarAsPossible(match, at);
    return true;
  }

  /// Alternating literals and columns, with a literal, which may be empty, at both ends.
  private static final class Part {
    final String[] literals;
    final HttpColumn[] columns;

    /// The last character of the literal before each column; a blank if there is none.
    private final char[] opens;

    /// The first character of the literal behind each column; a blank if there is none.
    private final char[] closes;

    /// The first character behind a quote and blanks; 0 if a column follows them, or nothing.
    private final char first;

    Part(String form) {
      List<String> texts = new ArrayList<>();
      List<HttpColumn> found = new ArrayList<>();
      int at = 0;
      for (int open = form.indexOf('<'); open >= 0; open = form.indexOf('<', at)) {
        int close = form.indexOf('>', open);
        texts.add(form.substring(at, open));
        found.add(HttpColumn.of(form.substring(open + 1, close)));
        at = close + 1;
      }
      texts.add(form.substring(at));
      literals = texts.toArray(String[]::new);
      columns = found.toArray(HttpColumn[]::new);
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
    int read(HttpMatch match, int from) {
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

    /// Returns the index after the last column; -1, with the columns before it added, if one does
    /// not match.
    int readAsFarAsPossible(HttpMatch match, int from) {
      int at = from;
      for (int i = 0; i < columns.length && at >= 0; i++) {
        at = column(match, i, at);
      }
      return at;
    }

    private int column(HttpMatch match, int index, int from) {
      int at = match.literal(literals[index], from);
      if (at < 0 || !match.mayStart(columns[index], at)) {
        return -1;
      }
      int to = match.columnEnd(at, opens[index], closes[index]);
      return to >= 0 && match.add(columns[index], at, to) ? to : -1;
    }

    /// Returns the index at which the part starts that ends at `to`; -1, with nothing added, if it
    /// does not match, or starts before `min`.
    int readBackwards(HttpMatch match, int to, int min) {
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
}
