package dev.cwforwarder.map.content;

import io.opentelemetry.api.logs.Severity;

/// Finds the level in lines whose level is a single letter. Only these forms have one.
final class LetterLevel {
  /// `L`: the letter; `T`: a time; `4`, `8`, `2`: that many digits; `n`: a number; `U`: a name in
  /// upper case; `w`: a word; `b`: a bracket; a blank: any number of them.
  private static final String[] FORMS = {
    "L4 2:2:2", // klog and glog
    "L8 2:2:2", // glog since 0.6
    "L, [T", // Ruby
    "E: ", // APT
    "W: ", // APT
    "I: ", // APT
    "N: ", // APT
    "L/w(", // Android, brief
    "[L T", // Tornado, Jupyter
    "T L [", // Phusion Passenger
    "T L |", // etcd 3.4
    "T L!", // Telegraf, CloudWatch agent
    "T L U [", // MongoDB up to 4.2
    "T n n L w:", // Android, threadtime
    "T bL:", // AWS DMS
    "T: bL:", // AWS DMS
    "[T] n w L w:", // WebSphere
  };

  private final String text;
  private final int end;
  private Severity found = Severity.UNDEFINED_SEVERITY_NUMBER;

  private LetterLevel(String text, int end) {
    this.text = text;
    this.end = end;
  }

  /// The severity of the letter in the line up to `end`, or undefined.
  ///
  /// @param time the index at which the time at the start ends; 0 if there is none
  static Severity severity(String text, int end, int time) {
    if (end < time + 3 || !mayMatch(text, end, time)) {
      return Severity.UNDEFINED_SEVERITY_NUMBER;
    }
    LetterLevel level = new LetterLevel(text, end);
    for (String form : FORMS) {
      boolean timed = form.charAt(0) == 'T';
      if (timed == time > 0 && level.matches(form, timed ? 1 : 0, time)) {
        return level.found;
      }
    }
    return Severity.UNDEFINED_SEVERITY_NUMBER;
  }

  /// Whether a single letter follows, or what may precede one.
  private static boolean mayMatch(String text, int end, int time) {
    int at = MessageText.skipBlanks(text, time, end - 2);
    char c = text.charAt(at);
    if (c >= 'A' && c <= 'Z') {
      return text.charAt(at + 1) < 'A';
    }
    if (c != '[') {
      return time > 0 && (c == ':' || (c >= '0' && c <= '9'));
    }
    int close = text.indexOf(']', at, end - 2);
    return time > 0
        ? close > 0 && text.charAt(close + 2) == ':'
        : text.charAt(at + 2) == ' ' || MessageText.isDigit(text, at + 1);
  }

  private boolean matches(String form, int formFrom, int from) {
    int at = from;
    found = Severity.UNDEFINED_SEVERITY_NUMBER;
    for (int i = formFrom; i < form.length(); i++) {
      int next = next(form.charAt(i), at);
      if (next <= at) {
        return false;
      }
      at = next;
    }
    return found != Severity.UNDEFINED_SEVERITY_NUMBER;
  }

  /// The index after what `symbol` stands for; `at` or less if it is not there.
  private int next(char symbol, int at) {
    char c = at < end ? text.charAt(at) : '\n';
    return switch (symbol) {
      case 'L', 'E', 'W', 'I', 'N' -> symbol == 'L' || symbol == c ? letter(c, at) : at;
      case '4', '8', '2' -> skip('n', at) == at + symbol - '0' ? at + symbol - '0' : at;
      case 'T' -> LineTime.endOf(text, at, end);
      case 'b' -> c == '[' ? text.indexOf(']', at, end) + 1 : at;
      case 'n', 'U', 'w', ' ' -> skip(symbol, at);
      default -> c == symbol ? at + 1 : at;
    };
  }

  private int letter(char c, int at) {
    found = SeverityNames.ofLetter(c);
    return found == Severity.UNDEFINED_SEVERITY_NUMBER ? at : at + 1;
  }

  private int skip(char symbol, int from) {
    int at = from;
    while (at < end && isOne(symbol, text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isOne(char symbol, char c) {
    return switch (symbol) {
      case ' ' -> c == ' ';
      case 'n' -> c >= '0' && c <= '9';
      case 'U' -> c >= 'A' && c <= 'Z';
      default -> c > ' ' && ":([".indexOf(c) < 0;
    };
  }
}
