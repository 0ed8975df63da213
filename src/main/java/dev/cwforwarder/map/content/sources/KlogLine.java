package dev.cwforwarder.map.content.sources;

import dev.cwforwarder.map.content.text.MessageText;

/// Parses the prefix of a line of Kubernetes' klog: `I1207 10:00:00.123456 1 httplog.go:132] …`.
///
/// @see <a href="https://pkg.go.dev/k8s.io/klog/v2">klog</a>
public final class KlogLine {
  private static final String LEVELS = "DIWEF";

  /// The length of the time of day and the blank before it.
  private static final int TIME_LENGTH = 16;

  private KlogLine() {}

  /// Whether a letter and a date of four or eight digits are followed by a blank.
  public static boolean mayMatch(String text) {
    return text.length() > 28
        && LEVELS.indexOf(text.charAt(0)) >= 0
        && MessageText.isDigit(text, 4)
        && dateEnd(text) > 0;
  }

  private static int dateEnd(String text) {
    return text.charAt(5) == ' ' ? 5 : text.charAt(9) == ' ' ? 9 : 0;
  }

  /// Parses the prefix, except the severity.
  ///
  /// @return the index at which the message starts; 0 if the line has another format
  public static int read(String text, LogFindings findings) {
    int date = dateEnd(text);
    if (text.charAt(date + 3) != ':' || text.charAt(date + 9) != '.') {
      return 0;
    }
    LineCursor cursor = new LineCursor(text, date + TIME_LENGTH);
    long thread = cursor.nextWord() ? cursor.longValue() : -1;
    cursor.nextWord();
    int colon = text.lastIndexOf(':', cursor.to - 1);
    boolean isLocation = thread >= 0 && colon > cursor.from && text.charAt(cursor.to - 1) == ']';
    long line = isLocation ? LineCursor.parseLong(text, colon + 1, cursor.to - 1) : -1;
    if (line < 0) {
      return 0;
    }
    findings.add(Keys.THREAD_ID, thread);
    findings.add(Keys.CODE_FILE_PATH, text.substring(cursor.from, colon));
    findings.add(Keys.CODE_LINE_NUMBER, line);
    return Math.min(cursor.to + 1, text.length());
  }
}
