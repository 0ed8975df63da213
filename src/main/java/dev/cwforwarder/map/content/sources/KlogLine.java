package dev.cwforwarder.map.content.sources;

/// The head of a line of Kubernetes' klog: `I1207 10:00:00.123456 1 httplog.go:132] …`.
///
/// @see <a href="https://pkg.go.dev/k8s.io/klog/v2">klog</a>
public final class KlogLine {
  private static final int TIME = 21;

  private KlogLine() {}

  /// Reads the head, without its severity.
  ///
  /// @return where the message begins; 0 if this is no such line
  public static int read(String text, LogFindings found) {
    if (text.length() < TIME + 8
        || !LineCursor.isDigit(text, 4)
        || text.charAt(5) != ' '
        || text.charAt(8) != ':'
        || text.charAt(14) != '.') {
      return 0;
    }
    LineCursor part = new LineCursor(text, TIME);
    long thread = part.word() ? part.whole() : -1;
    part.word();
    int colon = text.lastIndexOf(':', part.to - 1);
    boolean place = thread >= 0 && colon > part.from && text.charAt(part.to - 1) == ']';
    long line = place ? LineCursor.whole(text, colon + 1, part.to - 1) : -1;
    if (line < 0) {
      return 0;
    }
    found.add(Keys.THREAD_ID, thread);
    found.add(Keys.CODE_FILE_PATH, text.substring(part.from, colon));
    found.add(Keys.CODE_LINE_NUMBER, line);
    return Math.min(part.to + 1, text.length());
  }
}
