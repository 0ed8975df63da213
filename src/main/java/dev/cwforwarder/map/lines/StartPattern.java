package dev.cwforwarder.map.lines;

import com.google.re2j.Pattern;

/// A line that contains a match of a regular expression starts a new record, and so does a line
/// that Lambda itself wrote; all other lines continue the previous line.
public final class StartPattern implements LineRule {
  private final Pattern start;

  /// @param expression a valid RE2 expression; `^` matches the beginning of a line
  public StartPattern(String expression) {
    this.start = Pattern.compile(expression);
  }

  @Override
  public Scan newScan() {
    return new Scan() {
      private boolean afterPlatform = true;

      @Override
      public boolean isContinuation(String line) {
        boolean platform = isPlatformLine(line);
        boolean isContinuation = !platform && !afterPlatform && !start.matcher(line).find();
        afterPlatform = platform;
        return isContinuation;
      }
    };
  }

  /// Lambda writes its own lines between those of the function; they are part of no text of the
  /// function.
  private static boolean isPlatformLine(String line) {
    return line.startsWith("START RequestId: ")
        || line.startsWith("END RequestId: ")
        || line.startsWith("REPORT RequestId: ")
        || line.startsWith("INIT_START ")
        || line.startsWith("INIT_REPORT ")
        || line.startsWith("RESTORE_");
  }
}
