package dev.cwforwarder.map.content.severity;

import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;
import static io.opentelemetry.api.logs.Severity.WARN;

import dev.cwforwarder.map.content.text.CharacterSet;
import dev.cwforwarder.map.content.text.MessageText;
import io.opentelemetry.api.logs.Severity;
import java.util.Set;

/// Finds a level that is joined with a name: `LEVEL:name:text`, `name:LEVEL`, `name/LEVEL`,
/// `LEVEL/name`, `production.ERROR:`, `level=info`, `daemon.err`, `system,error`, `%LINK-3-UPDOWN`.
final class HeadPieces {
  private static final String[] LEVEL_FIELDS = {
    "level", "lvl", "severity", "log.level", "loglevel", "log_level", "levelname"
  };

  private static final CharacterSet SEPARATORS = CharacterSet.of(":/#@");
  private static final CharacterSet PAIR_SYMBOLS = CharacterSet.of(":=");
  private static final int MAX_PIECES = 6;

  /// What the topics of RouterOS consist of.
  private static final CharacterSet TOPICS =
      CharacterSet.of("abcdefghijklmnopqrstuvwxyz0123456789-,");

  private static final Set<String> TOPIC_NAMES =
      Set.of(
          ("system script firewall dhcp wireless interface ppp dns route ospf bgp ipsec l2tp pptp"
                  + " hotspot radius account caps certificate")
              .split(" ", -1));

  private static final Set<String> TOPIC_LEVELS =
      Set.of("debug", "info", "warning", "error", "critical");

  /// The facilities of syslog, as in `daemon.err`.
  private static final Set<String> FACILITIES =
      Set.of(
          ("kern user mail daemon auth syslog lpr news uucp cron authpriv ftp local0 local1 local2"
                  + " local3 local4 local5 local6 local7")
              .split(" ", -1));

  private HeadPieces() {}

  /// @param marked whether a name in lower case between separators is also a level
  /// @param lastMarked whether one at the end is, too
  static Severity severity(
      String text, HeadText head, int from, int to, boolean marked, boolean lastMarked) {
    int name = PAIR_SYMBOLS.first(text, from, to);
    if (name > from && isLevelField(text, from, name) && !head.next.isLast(to)) {
      return unquoted(text, head, name + 1, to);
    }
    if (text.indexOf('=', from, to) > from) {
      return UNDEFINED_SEVERITY_NUMBER;
    }
    int dot = text.lastIndexOf('.', to - 1);
    boolean isChannel = dot > from && head.at(to) == ':' && head.isUpperCase(dot + 1, to);
    if (isChannel || isFacility(text, from, dot)) {
      return SeverityNames.ofSyslogName(text, dot + 1, to);
    }
    int dash = text.lastIndexOf('-', to - 1);
    boolean isGlib = text.startsWith(" **:", to) || head.next.isTimeAt(to);
    if (dash > from && isGlib && Character.isUpperCase(text.charAt(dash + 1))) {
      return SeverityNames.ofSyslogName(text, dash + 1, to); // `Gtk-WARNING **: 10:00:00: text`
    }
    int url = text.indexOf("://", from, to);
    int end = url < 0 ? to : text.lastIndexOf(':', url - 1); // `DEBUG:pool:https://a.example`
    boolean isName = text.indexOf('\\', from, to) >= 0;
    return isName ? UNDEFINED_SEVERITY_NUMBER : joined(text, head, from, end, marked, lastMarked);
  }

  /// The end of the topics of RouterOS at `from`, one of which is a level: `system,error,critical
  /// no stock`; 0 if there are none.
  static int topicsEnd(String text, HeadText head, int from) {
    int to = TOPICS.skip(text, from, Math.min(text.length(), LineHead.MAX_LENGTH));
    int first = text.indexOf(',', from);
    boolean isList = first > from + 2 && first < to && head.at(to) == ' ' && head.at(to + 1) > ' ';
    return isList
            && TOPIC_NAMES.contains(text.substring(from, first))
            && ofTopics(text, from, to) != UNDEFINED_SEVERITY_NUMBER
        ? to
        : 0;
  }

  /// The severity of the last level among topics.
  static Severity ofTopics(String text, int from, int to) {
    int pieceTo = to;
    for (int comma = text.lastIndexOf(',', to); comma > from; ) {
      if (TOPIC_LEVELS.contains(text.substring(comma + 1, pieceTo))) {
        return SeverityNames.ofSyslogName(text, comma + 1, pieceTo);
      }
      pieceTo = comma;
      comma = text.lastIndexOf(',', comma - 1);
    }
    return UNDEFINED_SEVERITY_NUMBER;
  }

  /// The severity of `daemon.err`, a facility of syslog and a level; undefined for anything else.
  static Severity ofFacility(String text, int from, int to) {
    int dot = text.lastIndexOf('.', to - 1);
    return isFacility(text, from, dot)
        ? SeverityNames.ofSyslogName(text, dot + 1, to)
        : UNDEFINED_SEVERITY_NUMBER;
  }

  private static boolean isFacility(String text, int from, int to) {
    return to > from && FACILITIES.contains(text.substring(from, to));
  }

  /// `LEVEL: Error` of Db2 behind a time; the last letter of a message id of IBM; `WARN` for the
  /// name of a warning, `DeprecationWarning: text`.
  static Severity beforeColon(String text, HeadText head, int from, int to, boolean timeSeen) {
    if (timeSeen && text.startsWith("LEVEL: ", from)) {
      int level = head.skipBlanks(to + 1);
      return SeverityNames.of(text, level, head.wordEnd(level));
    }
    if (timeSeen && isMessageId(head, from, to)) {
      return SeverityNames.ofLetter(text.charAt(to - 1));
    }
    boolean isWarning = to - from > 7 && MessageText.endsWith(text, to, "Warning");
    return isWarning && !head.next.isFieldWith(to, true) ? WARN : UNDEFINED_SEVERITY_NUMBER;
  }

  private static boolean isLevelField(String text, int from, int to) {
    for (String name : LEVEL_FIELDS) {
      if (to - from == name.length() && text.regionMatches(true, from, name, 0, name.length())) {
        return true;
      }
    }
    return false;
  }

  private static Severity joined(
      String text, HeadText head, int from, int to, boolean marked, boolean lastMarked) {
    int pieceFrom = from;
    char left = ':';
    for (int piece = 0; piece < MAX_PIECES && pieceFrom < to; piece++) {
      int pieceTo = SEPARATORS.first(text, pieceFrom, to);
      char right = pieceTo < to ? text.charAt(pieceTo) : ':';
      boolean isLast = head.at(to) == ':';
      if (pieceTo == from + 1 && right == '/' && to > from + 4 && ":(".indexOf(head.at(to)) >= 0) {
        return SeverityNames.ofLetter(text.charAt(from)); // `E/shop: text`
      }
      boolean inPath = left == '/' && right == '/' && !(isLast && text.charAt(from) != '/');
      boolean upper = head.isUpperCase(pieceFrom, pieceTo);
      boolean isFirst =
          right == '/' && isLast && pieceFrom == from && !head.next.isFieldWith(to, true);
      boolean lower = pieceTo < to ? marked && (right == ':' || isFirst) : lastMarked;
      if (!inPath && (upper || lower)) {
        Severity level = level(text, head, pieceFrom, pieceTo);
        if (level != UNDEFINED_SEVERITY_NUMBER) {
          boolean isWord = right == '/' && MessageText.isDigit(text, pieceTo + 1); // `ERROR/42`
          return isWord || isLevelAt(text, pieceTo + 1, to) ? UNDEFINED_SEVERITY_NUMBER : level;
        }
      }
      left = right;
      pieceFrom = pieceTo + 1;
    }
    return UNDEFINED_SEVERITY_NUMBER;
  }

  private static Severity level(String text, HeadText head, int from, int to) {
    return head.next.isFieldWith(to, true)
        ? UNDEFINED_SEVERITY_NUMBER
        : SeverityNames.of(text, from, to);
  }

  /// `ERROR/WARN counts` lists levels.
  private static boolean isLevelAt(String text, int from, int to) {
    return from < to
        && Character.isUpperCase(text.charAt(from))
        && SeverityNames.isLevel(text, from, SEPARATORS.first(text, from, to));
  }

  private static Severity unquoted(String text, HeadText head, int from, int to) {
    int quote = head.at(from) == '"' ? 1 : 0;
    return SeverityNames.of(text, from + quote, to - quote);
  }

  /// `AMQ9999E` of IBM: at least three capitals, three to five digits and a letter.
  private static boolean isMessageId(HeadText head, int from, int to) {
    int digits = to - 1;
    while (digits > from && head.isDigit(digits - 1)) {
      digits--;
    }
    boolean hasDigits = to - digits >= 4 && to - digits <= 6;
    return hasDigits && digits - from >= 3 && head.isUpperCase(from, to);
  }

  /// Whether the name of a log is a level of syslog: `LOG3[12]: text` of stunnel.
  static boolean isNumbered(String text, int from, int to) {
    return to == from + 4
        && text.startsWith("LOG", from)
        && text.charAt(to - 1) >= '0'
        && text.charAt(to - 1) <= '7'
        && text.startsWith("[", to);
  }

  /// `%LINK-3-UPDOWN` of Cisco and others, `%%01IFNET/4/LINK_STATE` of Huawei: a facility, a level
  /// of syslog and a mnemonic; `LOG3` of stunnel.
  static Severity ofMnemonic(String text, int from, int to) {
    if (isNumbered(text, from, to)) {
      return SeverityNames.ofSyslog(text.charAt(to - 1) - '0');
    }
    for (int i = from + 3; i + 2 < to; i++) {
      char c = text.charAt(i - 1);
      boolean isLevel = (c == '-' || c == '/') && text.charAt(i + 1) == c;
      if (isLevel && text.charAt(i) >= '0' && text.charAt(i) <= '7') {
        return SeverityNames.ofSyslog(text.charAt(i) - '0');
      }
    }
    return UNDEFINED_SEVERITY_NUMBER;
  }
}
