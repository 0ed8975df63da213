package dev.cwforwarder.map.content.sources;

import java.util.ArrayList;
import java.util.List;

/// A form in which a server writes its requests, compiled from a line of [HttpForms]. Text stands
/// for itself, a blank for one or more blanks, and `<name>` for an [HttpColumn], which ends at the
/// next character of the form. What follows `~` may be absent; what follows `…` is read as far as
/// it goes. What stands before the request is matched backwards, so that any prefix may precede it.
///
/// A match is linear: a column is never tried twice at the same place.
final class HttpForm {
  private static final String REQUEST = "<request>";

  private final Part before;
  private final Part behind;
  private final List<Part> options = new ArrayList<>();
  private final Part rest;

  HttpForm(String form) {
    int request = form.indexOf(REQUEST);
    int ellipsis = form.indexOf('…');
    String[] groups =
        form.substring(
                request < 0 ? 0 : request + REQUEST.length(),
                ellipsis < 0 ? form.length() : ellipsis)
            .split("~", -1);
    before = new Part(request < 0 ? "" : form.substring(0, request));
    behind = new Part(groups[0].stripTrailing());
    for (int i = 1; i < groups.length; i++) {
      options.add(new Part(groups[i].stripTrailing()));
    }
    rest = new Part(ellipsis < 0 ? "" : form.substring(ellipsis + 1));
  }

  /// The character before the request; 0 if the form starts with the request.
  char firstBefore() {
    String last = before.literals.getLast();
    return last.isEmpty() ? 0 : last.charAt(last.length() - 1);
  }

  /// Matches the text around a request.
  ///
  /// @param start the index at which the line starts
  /// @param from the index at which the request starts
  /// @param to the index at which the request ends
  boolean matches(HttpMatch match, int start, int from, int to) {
    match.reset();
    if (!before.readBackwards(match, start, from)) {
      return false;
    }
    match.endBefore();
    int at = behind.read(match, to);
    if (at < 0) {
      return false;
    }
    for (Part option : options) {
      int next = option.read(match, at);
      at = next < 0 ? at : next;
    }
    rest.readAsFarAsPossible(match, at);
    return true;
  }

  /// Alternating literals and columns, with a literal, which may be empty, at both ends.
  private static final class Part {
    final List<String> literals = new ArrayList<>();
    final List<HttpColumn> columns = new ArrayList<>();

    Part(String form) {
      int at = 0;
      for (int open = form.indexOf('<'); open >= 0; open = form.indexOf('<', at)) {
        int close = form.indexOf('>', open);
        literals.add(form.substring(at, open));
        columns.add(HttpColumn.of(form.substring(open + 1, close)));
        at = close + 1;
      }
      literals.add(form.substring(at));
    }

    /// Returns the index after the part; -1, with nothing added, if it does not match.
    int read(HttpMatch match, int from) {
      int size = match.size();
      int at = from;
      for (int i = 0; i < columns.size(); i++) {
        at = column(match, i, at);
        if (at < 0) {
          match.truncate(size);
          return -1;
        }
      }
      at = match.literal(literals.getLast(), at);
      if (at < 0 || !match.isBoundary(at, literals.getLast())) {
        match.truncate(size);
        return -1;
      }
      return at;
    }

    void readAsFarAsPossible(HttpMatch match, int from) {
      int at = from;
      for (int i = 0; i < columns.size() && at >= 0; i++) {
        at = column(match, i, at);
      }
    }

    private int column(HttpMatch match, int index, int from) {
      int at = match.literal(literals.get(index), from);
      if (at < 0) {
        return -1;
      }
      int to = match.columnEnd(at, literals.get(index), literals.get(index + 1));
      return to >= 0 && match.add(columns.get(index), at, to) ? to : -1;
    }

    boolean readBackwards(HttpMatch match, int start, int from) {
      int at = match.literalBackwards(literals.getLast(), start, from);
      for (int i = columns.size() - 1; i >= 0 && at >= 0; i--) {
        int columnStart = match.columnStart(start, at, literals.get(i), literals.get(i + 1));
        if (columnStart >= 0 && i == 0 && !match.accepts(columns.get(0), columnStart, at)) {
          columnStart = match.afterColon(columnStart, at);
        }
        if (columnStart < 0 || !match.add(columns.get(i), columnStart, at)) {
          return false;
        }
        at = match.literalBackwards(literals.get(i), start, columnStart);
      }
      return at >= 0 && match.startsAt(start, at);
    }
  }
}
