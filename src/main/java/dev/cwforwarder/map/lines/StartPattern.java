package dev.cwforwarder.map.lines;

import com.google.re2j.Pattern;

/// Every line goes on with the one before, unless an expression is found in it, or Lambda wrote it.
public final class StartPattern implements LineRule {
  private final Pattern start;

  /// @param expression RE2's syntax, valid; `^` is the beginning of a line
  public StartPattern(String expression) {
    this.start = Pattern.compile(expression);
  }

  @Override
  public Reading reading() {
    return new Reading() {
      private boolean afterPlatform = true;

      @Override
      public boolean goesOn(String line) {
        boolean platform = isOfPlatform(line);
        boolean goesOn = !platform && !afterPlatform && !start.matcher(line).find();
        afterPlatform = platform;
        return goesOn;
      }
    };
  }

  /// Lambda's own lines stand among those of a function, and belong to none of its texts.
  private static boolean isOfPlatform(String line) {
    return line.startsWith("START RequestId: ")
        || line.startsWith("END RequestId: ")
        || line.startsWith("REPORT RequestId: ")
        || line.startsWith("INIT_START ")
        || line.startsWith("INIT_REPORT ")
        || line.startsWith("RESTORE_");
  }
}
