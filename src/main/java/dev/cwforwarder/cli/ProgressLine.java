package dev.cwforwarder.cli;

import java.io.PrintStream;

/// One line at a terminal that is written over; nothing anywhere else.
final class ProgressLine {
  private final PrintStream out;
  private final boolean shown;
  private boolean dirty;

  ProgressLine(PrintStream out, boolean shown) {
    this.out = out;
    this.shown = shown;
  }

  void at(long removed, long left) {
    if (shown) {
      out.printf("\r%d objects delivered, %d left ", removed, left);
      out.flush();
      dirty = true;
    }
  }

  /// Leaves the line as it is.
  void end() {
    if (dirty) {
      out.println();
      dirty = false;
    }
  }
}
