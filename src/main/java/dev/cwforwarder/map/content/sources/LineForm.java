package dev.cwforwarder.map.content.sources;

import java.util.stream.Stream;

/// A form of a line, or of what stands behind a request, in a table. Text stands for itself, a
/// blank for one or more blanks or tabs, and `<name>` for a [LineColumn], which ends at the next
/// character of the form. What follows `~` may be absent; what follows `…` is read as far as it
/// goes.
final class LineForm {
  private final FormPart first;
  private final FormPart[] options;
  private final FormPart rest;

  LineForm(String form) {
    int ellipsis = form.indexOf('…');
    String[] groups = form.substring(0, ellipsis < 0 ? form.length() : ellipsis).split("~", -1);
    FormPart[] parts =
        Stream.of(groups)
            .map(group -> group.endsWith(" ") ? group.substring(0, group.length() - 1) : group)
            .map(FormPart::new)
            .toArray(FormPart[]::new);
    first = parts[0];
    options = Stream.of(parts).skip(1).toArray(FormPart[]::new);
    rest = new FormPart(ellipsis < 0 ? "" : form.substring(ellipsis + 1));
  }

  /// Whether `c` may be the first character behind a quote and blanks.
  boolean mayStartWith(char c) {
    return first.mayStartWith(c);
  }

  /// Whether the text from `from` matches; the columns are added to `match`.
  boolean matches(FormMatch match, int from) {
    int at = first.read(match, from);
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
    match.endAt(rest.columns.length == 0 ? at : Integer.MAX_VALUE);
    return true;
  }
}
