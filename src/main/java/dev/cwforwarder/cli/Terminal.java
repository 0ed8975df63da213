package dev.cwforwarder.cli;

import java.io.Console;

/// Whether a person is looking.
final class Terminal {
  private Terminal() {}

  @SuppressWarnings("SystemConsoleNull") // null when the JDK is told -Djdk.console=java.base
  static boolean isThere() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
