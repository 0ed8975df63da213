package dev.cwforwarder.demo;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;

/// How far a day has got: one line at a terminal that is written over, else a line for each fifth.
final class DayProgress {
  private static final int BAR = 30;
  private static final int STEPS = 5;

  private final PrintStream out;
  private final boolean terminal;
  private final long total;
  private long step = -1;

  /// @param total how many events there will be
  DayProgress(PrintStream out, boolean terminal, long total) {
    this.out = out;
    this.terminal = terminal;
    this.total = total;
  }

  @SuppressWarnings("SystemConsoleNull") // null when the JDK is told -Djdk.console=java.base
  static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /// So many have arrived, and the day has come to `time`.
  void at(long arrived, String time) {
    String said = String.format(Locale.ROOT, "%s  %,d of %,d events", time, arrived, total);
    if (terminal) {
      int filled = (int) (BAR * arrived / total);
      out.printf("\r[%s%s] %s ", "#".repeat(filled), " ".repeat(BAR - filled), said);
      out.flush();
    } else if (STEPS * arrived / total > step) {
      step = STEPS * arrived / total;
      out.println(said);
    }
  }

  /// Leaves the line as it is.
  void end() {
    if (terminal) {
      out.println();
    }
  }
}
