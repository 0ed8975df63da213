package dev.cwforwarder.map.content.sources;

import java.util.ArrayList;
import java.util.List;

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
  private final List<Part> options = new ArrayList<>();
  private final Part rest;

  HttpForm(String form) {
    int request = form.indexOf(REQUEST);
    int optional = form.lastIndexOf('~', request);
    lead = new Part(optional < 0 ? "" : form.substring(0, optional));
    before = new Part(form.substring(optional + 1, request));
    int ellipsis = form.indexOf('…');
    int end = ellipsis < 0 ? form.length() : ellipsis;
    String[] groups = form.substring(request + REQUEST.length(), end).split("~", -1);
    behind = new Part(groups[0].stripTrailing());
    for (int i = 1; i < groups.length; i++) {
      options.add(new Part(groups[i].stripTrailing()));
    }
    rest = new Part(ellipsis < 0 ? "" : form.substring(ellipsis + 1));
  }

  /// The character before the request; 0 if the form starts with the request.
  char firstBefore() {
    String last = before.literals[before.columns.length];
    return last.isEmpty() ? 0 : last.charAt(last.length() - 1);
  }

  /// Matches the text around a request.
  ///
  /// @param from the index at which the request starts
  /// @param to the index at which the request ends
  boolean matches(HttpMatch match, int from, int to) {
    match.reset();
    int first = before.readBackwards(match, from);
    if (first < 0) {
      return false;
    }
    int lead = this.lead.columns.length == 0 ? -1 : this.lead.readBackwards(match, first);
    match.endBefore(lead < 0 ? first : lead);
    int at = behind.read(match, to);
    if (at < 0) {
      return false;
    }
    for (int i = 0; i < options.size(); i++) {
      int next = options.get(i).read(match, at);
      at = next < 0 ? at : next;
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
    /// does not match.
    int readBackwards(HttpMatch match, int to) {
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
      if (at < 0 || !match.startsWord(at)) {
        match.truncate(size);
        return -1;
      }
      return at;
    }
  }
}
