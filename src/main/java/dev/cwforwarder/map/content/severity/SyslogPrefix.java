package dev.cwforwarder.map.content.severity;

import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;
import static java.util.Locale.ROOT;

import dev.cwforwarder.map.content.text.CharacterSet;
import dev.cwforwarder.map.content.text.MessageText;
import dev.cwforwarder.map.content.text.PairText;
import io.opentelemetry.api.logs.Severity;
import java.util.Set;

/// Finds where the head of syslog or the columns of a container runtime end, and the severity that
/// the head states: a priority, a level in the structured data of RFC 5424, or a level before the
/// program. Used for one line after the other; not thread-safe.
final class SyslogPrefix {
  /// The numbers of priorities are lower.
  private static final int PRIORITIES = 192;

  /// The highest priority of the kernel, which writes it before any text: `<3>disk failed`.
  private static final int MAX_KERNEL = 7;

  /// The names of the levels of syslog in the log of ESXi, from 0 to 7.
  private static final String ESXI_LEVELS = "EmAlCrErWaNoInDb";

  /// The names of a level in structured data.
  private static final Set<String> LEVEL_NAMES =
      Set.of("level", "lvl", "severity", "sev", "loglevel", "log_level");

  private static final CharacterSet HOST_SYMBOLS = CharacterSet.of("0123456789-.");

  private String text = "";
  private int end;
  private Severity severity = UNDEFINED_SEVERITY_NUMBER;

  /// Starts a line; a prefix ends before `limit`.
  void start(String line, int limit) {
    text = line;
    end = limit;
    severity = UNDEFINED_SEVERITY_NUMBER;
  }

  /// The severity of what has been peeled; undefined if it states none.
  Severity severity() {
    return severity;
  }

  /// `577 <134>1 TIME HOST APP PID ID -`: a message behind the number of its octets (RFC 6587).
  int octets(int from) {
    int to = MessageText.digitsEnd(text, from, end);
    return to > from && text.startsWith(" <", to) ? priority(to + 1, false) : -1;
  }

  /// `<134>1 TIME HOST APP PID ID -`, `<13>TIME HOST APP[PID]:`, `<3>`.
  int priority(int from) {
    return priority(from, true);
  }

  private int priority(int from, boolean mayBeKernel) {
    int close = MessageText.digitsEnd(text, from + 1, Math.min(end, from + 4));
    boolean valid = close > from + 1 && close + 1 < end && text.charAt(close) == '>';
    int number = valid ? Integer.parseInt(text, from + 1, close, 10) : PRIORITIES;
    if (number >= PRIORITIES) {
      return -1;
    }
    Severity before = severity;
    severity = SeverityNames.ofSyslog(number);
    int at = close + 1;
    int to = header(at);
    to = to < 0 ? payload(at) : to;
    boolean isKernel = to < 0 && mayBeKernel && number <= MAX_KERNEL && text.charAt(at) > ' ';
    if (isKernel && !text.contains("</" + number + '>')) { // `<0>Terms</0>`
      return at;
    }
    severity = to < 0 ? before : severity; // `<12>th place`
    return to;
  }

  /// What follows a priority: the version of RFC 5424, or a time, and the columns behind it.
  private int header(int at) {
    int structured = at + 2 < end && text.charAt(at + 1) == ' ' ? structured(at + 2) : -1;
    if (structured > 0) {
      return structured;
    }
    int from = skipBlanks(at);
    int time = LineTime.endOf(text, from, end);
    int tagged = afterTime(from, time, true);
    return tagged < 0 && from == at ? behind(time) : tagged;
  }

  /// What may follow a priority without a time and a host: a program, pairs, an event of a security
  /// product, a line with a mnemonic of a network device.
  private int payload(int at) {
    int from = skipBlanks(at);
    int wordEnd = wordEnd(from);
    if (from == at && isTag(from, wordEnd, false)) {
      return wordEnd;
    }
    boolean arePairs = isPair(from) && isPair(skipBlanks(wordEnd));
    boolean isEvent = text.startsWith("CEF:", from) || text.startsWith("LEEF:", from);
    return arePairs || isEvent ? from : mnemonic(from);
  }

  private boolean isPair(int from) {
    int equals = PairText.nameEnd(text, from);
    return equals > 0 && equals + 1 < wordEnd(from);
  }

  /// The index of `%LINK-3-UPDOWN:`, before which network devices write their own columns; -1 if
  /// there is none.
  private int mnemonic(int from) {
    int at = text.indexOf('%', from, end);
    int to = at < from ? from : wordEnd(at);
    boolean mayBe =
        at >= from
            && (at == from || text.charAt(at - 1) == ' ')
            && (text.startsWith(":", to - 1) || text.startsWith(" :", to));
    Severity level = mayBe ? HeadPieces.ofMnemonic(text, at, to) : UNDEFINED_SEVERITY_NUMBER;
    return level == UNDEFINED_SEVERITY_NUMBER ? -1 : at;
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
      while (close > 0 && text.charAt(close - 1) == '\\') {
        close = text.indexOf(']', close + 1, end);
      }
      int to = close < 0 ? end : close + 1;
      readLevel(at, to);
      at = to;
    }
    return text.startsWith("- ", at) ? at + 1 : at;
  }

  /// `[shop@32473 sev="ERROR" user="ann"]`: a level in structured data.
  private void readLevel(int from, int to) {
    int name = Math.min(to, wordEnd(from) + 1);
    int equals = text.indexOf("=\"", name, to);
    while (equals > 0) {
      int close = text.indexOf('"', equals + 2, to);
      boolean isLevel =
          close > 0 && LEVEL_NAMES.contains(text.substring(name, equals).strip().toLowerCase(ROOT));
      Severity found =
          isLevel ? SeverityNames.of(text, equals + 2, close) : UNDEFINED_SEVERITY_NUMBER;
      if (found != UNDEFINED_SEVERITY_NUMBER) {
        severity = found;
        return;
      }
      name = close + 1;
      equals = close < 0 ? -1 : text.indexOf("=\"", name, to);
    }
  }

  /// After a time, the columns of a container runtime, or the host and the program of syslog.
  ///
  /// @param certain whether a program needs no process id, because a priority precedes the time
  int afterTime(int from, int time, boolean certain) {
    int word = behind(time);
    if (word < 0) {
      return -1;
    }
    if (MessageText.isStreamAt(text, word) && text.startsWith(" ", word + 6)) {
      return afterFlag(word + 7);
    }
    int wordEnd = wordEnd(word);
    if (isTag(word, wordEnd, true)) {
      return wordEnd;
    }
    boolean needsPid = !certain && !Character.isLetter(text.charAt(from));
    Severity first = ofPriority(word, wordEnd);
    if (first != UNDEFINED_SEVERITY_NUMBER) {
      return behindLevel(first, wordEnd, needsPid);
    }
    int next = skipBlanks(wordEnd);
    if (next >= end || !isHost(word, wordEnd)) {
      return -1;
    }
    int nextEnd = wordEnd(next);
    Severity second = ofPriority(next, nextEnd);
    return second == UNDEFINED_SEVERITY_NUMBER
        ? program(next, nextEnd, needsPid)
        : behindLevel(second, nextEnd, needsPid);
  }

  /// `stdout F `: whether a container runtime wrote the line in full or in part.
  private int afterFlag(int from) {
    return text.startsWith("F ", from) || text.startsWith("P ", from) ? from + 2 : -1;
  }

  /// `host web[12]: ` without a time, as tools print the journal.
  int afterHost(int from, int hostEnd) {
    int tag = hostEnd + 1;
    int tagEnd = tag < end && text.charAt(hostEnd) == ' ' ? wordEnd(tag) : tag;
    if (tagEnd < tag + 2 || text.charAt(tagEnd - 1) != ':' || !isHost(from, hostEnd)) {
      return -1;
    }
    boolean hasPid = text.charAt(tagEnd - 2) == ']';
    boolean isPid = hasPid && MessageText.isDigit(text, tagEnd - 3);
    boolean isIndex =
        hasPid && !MessageText.isDigit(text, tagEnd - 5) && !isNumbered(from, hostEnd);
    return (isPid && !isIndex) || !hasPid ? program(tag, tagEnd, true) : -1; // not `the args[0]:`
  }

  /// Whether the name of a host shows that it is one: `web-1`, `ip-10-0-0-5`, `web.example.com`.
  private boolean isNumbered(int from, int to) {
    return HOST_SYMBOLS.first(text, from, to) < to;
  }

  private boolean isHost(int from, int to) {
    return Character.isLetterOrDigit(text.charAt(from))
        && !SeverityNames.isLevel(text, from, text.charAt(to - 1) == ':' ? to - 1 : to)
        && HeadPieces.ofFacility(text, from, to) == UNDEFINED_SEVERITY_NUMBER;
  }

  /// The index after `web[12]:` or `kernel:`; -1 if neither is there. If a process id is expected,
  /// a time may stand in for it: `mysqld: 2025-12-07 10:00:00 `.
  private int program(int from, int to, boolean withPid) {
    boolean found =
        isTag(from, to, withPid) || (withPid && isTag(from, to, false) && isTimeBehind(to));
    return found ? to : -1;
  }

  private boolean isTimeBehind(int program) {
    int from = skipBlanks(program);
    return LineTime.endOf(text, from, end) >= from + LineTime.TIME_LENGTH;
  }

  /// The index after the program behind a level that ends at `to`, `Er(163) vmkernel:` or
  /// `daemon.err shop[12]:`; -1 if no program follows.
  private int behindLevel(Severity level, int to, boolean needsPid) {
    int tag = skipBlanks(to);
    int tagEnd = wordEnd(tag);
    if (!isTag(tag, tagEnd, needsPid && text.charAt(to - 1) != ')')) {
      return -1;
    }
    severity = level;
    return tagEnd;
  }

  /// The severity of `daemon.err`, a facility and a level, or of `Er(163)` of ESXi, a level and a
  /// number that does not always agree with it.
  private Severity ofPriority(int from, int to) {
    int open = from + 2;
    int close = MessageText.digitsEnd(text, open + 1, to);
    boolean isShort = text.startsWith("(", open) && close > open + 1 && text.startsWith(")", close);
    int level = isShort && close == to - 1 ? ESXI_LEVELS.indexOf(text.substring(from, open)) : -1;
    return level >= 0 && level % 2 == 0
        ? SeverityNames.ofSyslog(level / 2)
        : HeadPieces.ofFacility(text, from, to);
  }

  /// `web[12]:`, `kernel:`.
  private boolean isTag(int from, int to, boolean withPid) {
    if (to - from < 2
        || text.charAt(to - 1) != ':'
        || text.charAt(from) == '%') { // %LINK-3-UPDOWN:
      return false;
    }
    int open = text.charAt(to - 2) == ']' ? text.indexOf('[', from, to) : -1;
    int nameEnd = open > from ? open : to - 1;
    if (SeverityNames.isLevel(text, from, nameEnd) || HeadPieces.isNumbered(text, from, nameEnd)) {
      return false;
    }
    boolean pid = open > from;
    return pid || (!withPid && text.charAt(to - 2) != ')' && Character.isLetter(text.charAt(from)));
  }

  /// The index after the blank that follows a time; -1 if there is no time, or no blank.
  int behind(int time) {
    return time > 0 && time < end && text.charAt(time) <= ' ' ? time + 1 : -1;
  }

  private int wordEnd(int from) {
    return MessageText.wordEnd(text, from, end);
  }

  private int skipBlanks(int from) {
    return MessageText.skipBlanks(text, from, end);
  }
}
