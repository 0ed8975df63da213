package dev.cwforwarder.demo;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;

/// Shows the progress of a day: on a terminal as one line that is updated, otherwise as one line
/// for each fifth.
final class DayProgress {
  private static final int BAR = 30;
  private static final int STEPS = 5;

  private final PrintStream out;
  private final boolean terminal;
  private final long total;
  private long step = -1;

  /// @param total the number of events of the day
  DayProgress(PrintStream out, boolean terminal, long total) {
    this.out = out;
    this.terminal = terminal;
    this.total = total;
  }

  @SuppressWarnings("SystemConsoleNull") // null with -Djdk.console=java.base
  static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /// Shows that `arrived` events up to `time` have arrived.
  void at(long arrived, String time) {
    String text = String.format(Locale.ROOT, "%s  %,d of %,d events", time, arrived, total);
    if (terminal) {
      int filled = (int) (BAR * arrived / total);
      out.printf("\r[%s%s] %s ", "#".repeat(filled), " ".repeat(BAR - filled), text);
      out.flush();
    } else if (STEPS * arrived / total > step) {
      step = STEPS * arrived / total;
      out.println(text);
    }
  }

  /// Ends the progress line.
  void end() {
    if (terminal) {
      out.println();
    }
  }
}
