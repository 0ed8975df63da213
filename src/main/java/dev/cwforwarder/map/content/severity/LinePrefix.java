package dev.cwforwarder.map.content.severity;

import dev.cwforwarder.map.content.text.AnsiCodes;
import dev.cwforwarder.map.content.text.CharacterSet;
import dev.cwforwarder.map.content.text.MessageText;
import io.opentelemetry.api.logs.Severity;

/// Peels what transports write before a line: colors, the head of syslog with or without priority,
/// the columns of a container runtime, the name of a Compose service, the request id of a
/// CloudFront function, a name in brackets, a time. At most [#MAX_DEPTH] of them; linear, and
/// bounded by [LineHead#MAX_LENGTH] characters. `docs/reading.md` describes the grammar.
public final class LinePrefix {
  private static final int MAX_DEPTH = 4;

  /// The length of a request id of CloudFront Functions: 54 characters and `==`.
  private static final int EDGE_ID_LENGTH = 56;

  private static final CharacterSet NAME_CHARACTERS =
      CharacterSet.of("abcdefghijklmnopqrstuvwxyz0123456789-_.");

  private String text = "";
  private String rest = "";
  private int end;
  private int start;
  private int headStart;

  /// The index at which a time at [#headStart] ends; -1 if there is none.
  private int timeEnd;

  private Severity priority = Severity.UNDEFINED_SEVERITY_NUMBER;

  /// Peels the prefix of the next message, which contains no colors.
  public void peel(String message) {
    text = message;
    end = Math.min(text.length(), LineHead.MAX_LENGTH);
    start = 0;
    headStart = 0;
    timeEnd = -1;
    priority = Severity.UNDEFINED_SEVERITY_NUMBER;
    int depth = 0;
    while (depth < MAX_DEPTH && peel()) {
      depth++;
    }
    rest = text.substring(start);
  }

  /// The whole message.
  public String text() {
    return text;
  }

  /// The index in [#text] after the prefix; 0 if there is none.
  public int start() {
    return start;
  }

  /// The index in [#text] at which [#line] starts.
  public int headStart() {
    return headStart;
  }

  /// What is behind the prefix.
  public String rest() {
    return rest;
  }

  /// The line with its own head: without the prefix, but with a time and a name in brackets, which
  /// may belong to the head.
  String line() {
    return headStart == 0 ? text : headStart == start ? rest : text.substring(headStart);
  }

  /// The index in [#line] at which a time at its start ends; 0 if there is none.
  int timeEnd() {
    return Math.max(0, timeEnd - headStart);
  }

  /// The severity of the prefix, which a level in the line takes precedence over.
  Severity priority() {
    return priority;
  }

  private boolean peel() {
    char first = start < end ? text.charAt(start) : ' ';
    int time = LineTime.endOf(text, start, end);
    timeEnd = start == headStart ? time : timeEnd;
    int next =
        switch (first) {
          case '<' -> priority(start);
          case '[' -> AnsiCodes.bareEnd(text, start);
          case '#' -> text.startsWith(AnsiCodes.ESCAPED, start) ? colors() : step(start + 1);
          default -> time < 0 ? name() : afterTime(start, time, false);
        };
    if (next > 0) {
      return moveTo(next, true);
    }
    return moveTo(first == '[' ? bracket() : behind(time), false);
  }

  private boolean moveTo(int next, boolean behindHead) {
    if (next <= start) {
      return false;
    }
    start = Math.min(skipBlanks(next), text.length());
    if (behindHead) {
      headStart = start;
      timeEnd = -1;
    }
    return true;
  }

  /// Removes the colors that rsyslog escaped. They are the end of the prefix.
  private int colors() {
    text = AnsiCodes.strip(text.replace(AnsiCodes.ESCAPED, "\u001b["));
    end = Math.min(text.length(), LineHead.MAX_LENGTH);
    return -1;
  }

  /// `#9 4.412 `: a step of a container build and its seconds.
  private int step(int from) {
    int number = MessageText.digitsEnd(text, from, end);
    int seconds = MessageText.digitsEnd(text, number + 1, end);
    int to = MessageText.digitsEnd(text, seconds + 1, end);
    boolean separated =
        number > from && text.startsWith(" ", number) && text.startsWith(".", seconds);
    return separated && to > seconds + 1 && text.startsWith(" ", to) ? to : -1;
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
    int dated = LineTime.endOf(text, at, end);
    int tagged = header < 0 ? afterTime(at, dated, true) : header;
    int time = tagged < 0 ? behind(dated) : tagged;
    int sequence = MessageText.digitsEnd(text, at, end);
    if (time < 0 && sequence > at && text.startsWith(": ", sequence)) {
      return sequence + 1; // `<189>29: web-1: text` of network devices
    }
    if (time < 0 && number > 7) {
      priority = Severity.UNDEFINED_SEVERITY_NUMBER; // `<12>th place`
      return -1;
    }
    return time < 0 ? at : time;
  }

  /// The header of RFC 5424 after its version.
  private int structured(int from) {
    boolean timed = text.charAt(from) == '-' || LineTime.endOf(text, from, end) > 0;
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
  private int afterTime(int from, int time, boolean certain) {
    int word = behind(time);
    if (word < 0) {
      return -1;
    }
    if (MessageText.isStreamAt(text, word) && text.startsWith(" ", word + 6)) {
      boolean flag = text.startsWith("F ", word + 7) || text.startsWith("P ", word + 7);
      return flag ? word + 9 : -1;
    }
    int wordEnd = wordEnd(word);
    if (isTag(word, wordEnd, true)) {
      return wordEnd;
    }
    int prioritized = afterPriority(word, wordEnd);
    boolean withoutYear = certain || Character.isLetter(text.charAt(from));
    return prioritized > 0 ? prioritized : afterHost(word, wordEnd, !withoutYear);
  }

  /// The index after the program that follows a host.
  private int afterHost(int word, int wordEnd, boolean withPid) {
    int tag = skipBlanks(wordEnd);
    int tagEnd = wordEnd(tag);
    int nameEnd = text.charAt(wordEnd - 1) == ':' ? wordEnd - 1 : wordEnd;
    boolean hostIsName =
        tag < end
            && Character.isLetterOrDigit(text.charAt(word))
            && !SeverityNames.isLevel(text, word, nameEnd);
    return !hostIsName ? -1 : isTag(tag, tagEnd, withPid) ? tagEnd : afterPriority(tag, tagEnd);
  }

  /// `daemon.err shop[7]:`, `In(14) shop[7]:`: a priority as a word before the program.
  private int afterPriority(int from, int to) {
    int tag = skipBlanks(to);
    int tagEnd = wordEnd(tag);
    Severity level =
        isProgram(tag, tagEnd, false) // also one with the name of a level
            ? HeadPieces.ofPriority(text, from, to)
            : Severity.UNDEFINED_SEVERITY_NUMBER;
    boolean found = level != Severity.UNDEFINED_SEVERITY_NUMBER;
    priority = found ? level : priority;
    return found ? tagEnd : -1;
  }

  /// `web[12]:`, `kernel:`, and not `error:`.
  private boolean isTag(int from, int to, boolean withPid) {
    if (!isProgram(from, to, withPid)) {
      return false;
    }
    int open = text.indexOf('[', from, to);
    int name = open > from ? open : to - 1;
    return !SeverityNames.isLevel(text, from, name) && !HeadPieces.isNumbered(text, from, name);
  }

  private boolean isProgram(int from, int to, boolean withPid) {
    if (to - from < 2
        || text.charAt(to - 1) != ':'
        || text.charAt(from) == '%') { // %LINK-3-UPDOWN:
      return false;
    }
    boolean pid = text.charAt(to - 2) == ']' && text.indexOf('[', from, to) > from;
    boolean isName = text.charAt(to - 2) != ')' && Character.isLetter(text.charAt(from));
    return pid || (isName && (!withPid || LineTime.endOf(text, skipBlanks(to), end) > 0));
  }

  /// The index after the blank that follows a time, or the colon behind it; -1 if there is no time,
  /// or no blank.
  private int behind(int time) {
    int to = time > 0 && text.startsWith(": ", time) ? time + 1 : time;
    return to > 0 && to < end && text.charAt(to) <= ' ' ? to + 1 : -1;
  }

  /// The request id of a CloudFront function; `web-1 | ` of Compose; `web-7d4b9c6f8d-x2v5c web ` of
  /// Kubernetes: a pod and its container.
  private int name() {
    if (EDGE_ID_LENGTH < end - start && isEdgeId()) {
      return start + EDGE_ID_LENGTH;
    }
    int to = NAME_CHARACTERS.skip(text, start, end);
    int bar = skipBlanks(to);
    if (bar > to && text.startsWith("| ", bar)) {
      return !SeverityNames.isLevel(text, start, to) ? bar + 1 : -1;
    }
    boolean isPod =
        to > start + 6 && text.charAt(to - 6) == '-' && text.lastIndexOf('-', to - 7) > start;
    int container = isPod ? NAME_CHARACTERS.skip(text, bar, end) : to;
    return container > bar && skipBlanks(container) > container ? container : -1;
  }

  private boolean isEdgeId() {
    int last = start + EDGE_ID_LENGTH;
    return text.charAt(last) == ' '
        && text.startsWith("==", last - 2)
        && text.indexOf(' ', start, last) < 0;
  }

  private int bracket() {
    int close = text.indexOf(']', start, end);
    boolean isHttp =
        close > 0
            && (text.indexOf(" /", start, close) > 0
                || MessageText.isAddressAt(text, start + 1, close));
    return close > 0 && !isHttp && close + 1 < end && text.charAt(close + 1) == ' '
        ? close + 1
        : -1;
  }

  private int wordEnd(int from) {
    return MessageText.wordEnd(text, from, end);
  }

  private int skipBlanks(int from) {
    return MessageText.skipBlanks(text, from, end);
  }
}
