package dev.cwforwarder.map.content;

import io.opentelemetry.api.logs.Severity;

/// Peels what transports write before a line: colors, the head of syslog with or without priority,
/// the columns of a container runtime, the name of a Compose service, the request id of a
/// CloudFront function, a name in brackets, a time. At most [#MAX_DEPTH] of them; linear, and
/// bounded by [LineHead#MAX_LENGTH] characters. `docs/reading.md` describes the grammar.
final class LinePrefix {
  private static final int MAX_DEPTH = 4;

  /// The length of a request id of CloudFront Functions: 54 characters and `==`.
  private static final int EDGE_ID_LENGTH = 56;

  private final String text;
  private final int end;
  private int start;
  private int headStart;
  private Severity priority = Severity.UNDEFINED_SEVERITY_NUMBER;

  private LinePrefix(String text) {
    this.text = text;
    int lineEnd = text.indexOf('\n', 0, Math.min(text.length(), LineHead.MAX_LENGTH));
    this.end = lineEnd < 0 ? Math.min(text.length(), LineHead.MAX_LENGTH) : lineEnd;
  }

  static LinePrefix of(String message) {
    LinePrefix prefix = new LinePrefix(AnsiCodes.strip(message));
    int depth = 0;
    while (depth < MAX_DEPTH && prefix.peel()) {
      depth++;
    }
    return prefix;
  }

  /// The whole message, without colors.
  String text() {
    return text;
  }

  /// The index in [#text] after the prefix; 0 if there is none.
  int start() {
    return start;
  }

  /// What is behind the prefix.
  String rest() {
    return start == 0 ? text : text.substring(start);
  }

  /// The line with its own head: without the prefix, but with a time and a name in brackets, which
  /// may belong to the head.
  String line() {
    return headStart == 0 ? text : headStart == start ? rest() : text.substring(headStart);
  }

  /// The severity of the prefix, which a level in the line takes precedence over.
  Severity priority() {
    return priority;
  }

  private boolean peel() {
    char first = start < end ? text.charAt(start) : ' ';
    int next =
        switch (first) {
          case '<' -> priority(start);
          case '[' -> -1;
          default -> EDGE_ID_LENGTH < end - start && isEdgeId() ? start + EDGE_ID_LENGTH : name();
        };
    if (next < 0) {
      next = afterTime(start, false);
    }
    if (next > 0) {
      return moveTo(next, true);
    }
    return moveTo(first == '[' ? bracket() : time(start), false);
  }

  private boolean moveTo(int next, boolean behindHead) {
    if (next <= start) {
      return false;
    }
    start = Math.min(skipBlanks(next), text.length());
    headStart = behindHead ? start : headStart;
    return true;
  }

  /// `<134>1 TIME HOST APP PID ID -`, `<13>TIME HOST APP[PID]:`, `<3>`.
  private int priority(int from) {
    int at = from + 1;
    int number = 0;
    while (at < Math.min(end, from + 4) && MessageText.isDigit(text, at)) {
      number = 10 * number + text.charAt(at++) - '0';
    }
    boolean valid = at > from + 1 && number < 192 && at + 1 < end && text.charAt(at) == '>';
    if (!valid || text.charAt(at + 1) <= ' ') {
      return -1;
    }
    priority = SeverityNames.ofSyslog(number);
    at++;
    int header = at + 2 < end && text.charAt(at + 1) == ' ' ? structured(at + 2) : -1;
    int tagged = header < 0 ? afterTime(at, true) : header;
    int time = tagged < 0 ? time(at) : tagged;
    return time < 0 ? at : time;
  }

  /// The header of RFC 5424 after its version.
  private int structured(int from) {
    boolean timed = text.charAt(from) == '-' || time(from) > 0;
    int at = timed ? skipBlanks(wordEnd(from)) : end;
    for (int word = 0; word < 4 && at < end; word++) {
      at = skipBlanks(wordEnd(at));
    }
    if (at >= end) {
      return -1;
    }
    while (at < end && text.charAt(at) == '[') {
      int close = text.indexOf(']', at, end);
      at = close < 0 ? end : close + 1;
    }
    return text.startsWith("- ", at) ? at + 1 : at;
  }

  /// After a time, the columns of a container runtime, or the host and the program of syslog.
  private int afterTime(int from, boolean certain) {
    int word = time(from);
    if (word < 0) {
      return -1;
    }
    boolean stream = text.startsWith("stdout ", word) || text.startsWith("stderr ", word);
    if (stream) {
      boolean flag = text.startsWith("F ", word + 7) || text.startsWith("P ", word + 7);
      return flag ? word + 9 : -1;
    }
    int wordEnd = wordEnd(word);
    if (isTag(word, wordEnd, true)) {
      return wordEnd;
    }
    int tag = skipBlanks(wordEnd);
    int tagEnd = wordEnd(tag);
    boolean hostIsName =
        tag < end && Character.isLetterOrDigit(text.charAt(word)) && !isLevel(word, wordEnd);
    boolean withoutYear = certain || Character.isLetter(text.charAt(from));
    return hostIsName && isTag(tag, tagEnd, !withoutYear) ? tagEnd : -1;
  }

  /// `web[12]:`, `kernel:`.
  private boolean isTag(int from, int to, boolean withPid) {
    if (to - from < 2 || text.charAt(to - 1) != ':' || isLevel(from, to - 1)) {
      return false;
    }
    boolean pid = text.charAt(to - 2) == ']' && text.indexOf('[', from, to) > from;
    return pid || (!withPid && Character.isLetter(text.charAt(from)));
  }

  private boolean isLevel(int from, int to) {
    return SeverityNames.of(text, from, to) != Severity.UNDEFINED_SEVERITY_NUMBER;
  }

  /// The index after a time and the blank that follows; -1 if there is no time.
  private int time(int from) {
    int to = LineTime.endOf(text, from, end);
    return to > 0 && to < end && text.charAt(to) <= ' ' ? to + 1 : -1;
  }

  /// `web-1 | `.
  private int name() {
    int to = start;
    while (to < end && isNameCharacter(text.charAt(to))) {
      to++;
    }
    int bar = skipBlanks(to);
    boolean found = to > start && bar > to && text.startsWith("| ", bar) && !isLevel(start, to);
    return found && LineTime.endOf(text, start, end) < 0 ? bar + 1 : -1;
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  }

  private boolean isEdgeId() {
    int last = start + EDGE_ID_LENGTH;
    return text.startsWith("== ", last - 2) && text.indexOf(' ', start, last) < 0;
  }

  /// A bracket with a name or a time, and no level.
  private int bracket() {
    int close = text.indexOf(']', start, end);
    boolean alone = close > 0 && close + 1 < end && text.charAt(close + 1) == ' ';
    Severity level =
        alone
            ? LineHead.severity(text.substring(start, close + 1), close + 1 - start)
            : Severity.UNDEFINED_SEVERITY_NUMBER;
    return alone && level == Severity.UNDEFINED_SEVERITY_NUMBER ? close + 1 : -1;
  }

  private int wordEnd(int from) {
    int at = from;
    while (at < end && text.charAt(at) > ' ') {
      at++;
    }
    return at;
  }

  private int skipBlanks(int from) {
    int at = from;
    while (at < end && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }
}
