package dev.cwforwarder.map.content.severity;

import dev.cwforwarder.map.content.text.AnsiCodes;
import dev.cwforwarder.map.content.text.CharacterSet;
import dev.cwforwarder.map.content.text.MessageText;
import io.opentelemetry.api.logs.Severity;

/// Peels what transports write before a line: colors, what [SyslogPrefix] finds, the name of a
/// Compose service or a pod, the step of a container build, the request id of a CloudFront
/// function, a name in brackets, a time. At most [#MAX_DEPTH] of them; linear, and bounded by
/// [LineHead#MAX_LENGTH] characters. `docs/reading.md` describes the grammar.
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

  private final SyslogPrefix syslog = new SyslogPrefix();

  /// Peels the prefix of the next message, which contains no colors.
  public void peel(String message) {
    text = message;
    end = Math.min(text.length(), LineHead.MAX_LENGTH);
    start = 0;
    headStart = 0;
    timeEnd = -1;
    syslog.start(text, end);
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
    return syslog.severity();
  }

  private boolean peel() {
    char first = start < end ? text.charAt(start) : ' ';
    int time = LineTime.endOf(text, start, end);
    timeEnd = start == headStart ? time : timeEnd;
    int next =
        switch (first) {
          case '<' -> syslog.priority(start);
          case '[' -> AnsiCodes.bareEnd(text, start);
          case '#' -> text.startsWith(AnsiCodes.ESCAPED, start) ? colors() : step(start + 1);
          default -> time < 0 ? name() : syslog.afterTime(start, time, false);
        };
    if (next > 0) {
      return moveTo(next, true);
    }
    return moveTo(first == '[' ? bracket() : syslog.behind(time), false);
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

  /// The request id of a CloudFront function; `web-1 | ` of Compose; `web-7d4b9c6f8d-x2v5c web ` of
  /// Kubernetes: a pod and its container; `web-1 shop[12]: ` of the journal.
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
    if (container > bar && skipBlanks(container) > container) {
      return container;
    }
    return to > start ? Math.max(syslog.afterHost(start, to), syslog.octets(start)) : -1;
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

  private int skipBlanks(int from) {
    return MessageText.skipBlanks(text, from, end);
  }
}
