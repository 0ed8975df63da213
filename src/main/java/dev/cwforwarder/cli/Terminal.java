package dev.cwforwarder.cli;

import java.io.Console;

/// Detects an interactive terminal.
final class Terminal {
  private Terminal() {}

  @SuppressWarnings("SystemConsoleNull") // null with -Djdk.console=java.base
  static boolean isThere() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
