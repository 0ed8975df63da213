package dev.cwforwarder.map.content.sources;

/// Parses the prefix of a line of Kubernetes' klog: `I1207 10:00:00.123456 1 httplog.go:132] …`.
///
/// @see <a href="https://pkg.go.dev/k8s.io/klog/v2">klog</a>
public final class KlogLine {
  private static final int TIME_END = 21;

  private KlogLine() {}

  /// Parses the prefix, except the severity.
  ///
  /// @return the index at which the message starts; 0 if the line has another format
  public static int read(String text, LogFindings findings) {
    if (text.length() < TIME_END + 8
        || !LineCursor.isDigit(text, 4)
        || text.charAt(5) != ' '
        || text.charAt(8) != ':'
        || text.charAt(14) != '.') {
      return 0;
    }
    LineCursor cursor = new LineCursor(text, TIME_END);
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
