package dev.cwforwarder.cli;

import java.io.PrintStream;

/// A progress line that overwrites itself at a terminal. Prints nothing elsewhere.
final class ProgressLine {
  private static final int BAR = 30;

  private final PrintStream out;
  private final boolean shown;
  private boolean written;

  ProgressLine(PrintStream out, boolean shown) {
    this.out = out;
    this.shown = shown;
  }

  void objects(long removed, long left) {
    if (shown) {
      out.printf("\r%d objects delivered, %d left ", removed, left);
      out.flush();
      written = true;
    }
  }

  void sources(int done, int of, long events) {
    if (shown) {
      int filled = of == 0 ? BAR : BAR * done / of;
      out.printf(
          "\r[%s%s] %d of %d log groups, %d events ",
          "#".repeat(filled), " ".repeat(BAR - filled), done, of, events);
      out.flush();
      written = true;
    }
  }

  void groups(int done, int of, int changed) {
    if (shown) {
      int filled = of == 0 ? BAR : BAR * done / of;
      out.printf(
          "\r[%s%s] %d of %d log groups, %d filters changed ",
          "#".repeat(filled), " ".repeat(BAR - filled), done, of, changed);
      out.flush();
      written = true;
    }
  }

  /// Ends the line, so that it stays visible.
  void end() {
    if (written) {
      out.println();
      written = false;
    }
  }
}
