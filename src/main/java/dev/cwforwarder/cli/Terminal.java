package dev.cwforwarder.cli;

import dev.cwforwarder.model.VisibleText;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Writes to the terminal. Text of other parties, such as names of log groups and messages of AWS,
/// passes through this class, because escape sequences in it could change what the terminal shows.
final class Terminal {
  private static final int MAX_CELL = 2048;
  private static final int MAX_MESSAGE = 16 * 1024;
  private static final char LAST_ASCII = 0x7e;

  private Terminal() {}

  /// Detects an interactive terminal.
  @SuppressWarnings("SystemConsoleNull") // null with -Djdk.console=java.base
  static boolean isInteractive() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /// A name or a reason on one line, with visible control characters, capped.
  static String cell(String text) {
    return VisibleText.capped(text, MAX_CELL);
  }

  /// A message of several lines, with visible control characters, capped.
  static String message(String text) {
    return VisibleText.cappedLines(text, MAX_MESSAGE);
  }

  /// Prints a JSON document.
  static void printJson(ByteArrayOutputStream json) {
    printJson(json.toString(StandardCharsets.UTF_8));
  }

  /// Prints a JSON document.
  static void printJson(String json) {
    System.out.println(escaped(json));
  }

  /// JSON requires escapes only for some control characters; this escapes the others too.
  static String escaped(String json) {
    StringBuilder escaped = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c > LAST_ASCII && VisibleText.isHidden(c)) {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
