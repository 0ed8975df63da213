package dev.cwforwarder.map.content;

import static io.opentelemetry.api.logs.Severity.DEBUG;
import static io.opentelemetry.api.logs.Severity.ERROR;
import static io.opentelemetry.api.logs.Severity.FATAL;
import static io.opentelemetry.api.logs.Severity.INFO;
import static io.opentelemetry.api.logs.Severity.INFO2;
import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;
import static io.opentelemetry.api.logs.Severity.WARN;

import io.opentelemetry.api.logs.Severity;

/// Extracts the severity of lines of programs with a format of their own. The first character
/// selects the format, so that other lines cost a single comparison.
final class ToolOutputLine {
  private ToolOutputLine() {}

  /// @param end the index at which the first line of `text` ends
  static Severity severity(String text, int end) {
    if (end == 0) {
      return UNDEFINED_SEVERITY_NUMBER;
    }
    return switch (text.charAt(0)) {
      case 'p' -> text.startsWith("panic: ") ? ERROR : UNDEFINED_SEVERITY_NUMBER; // Go
      case 'n' -> text.startsWith("npm ") ? npm(text) : UNDEFINED_SEVERITY_NUMBER;
      case 'L' -> text.startsWith("LAMBDA_WARNING: ") ? WARN : UNDEFINED_SEVERITY_NUMBER;
      case '#' -> outOfMemory(text);
      case 'P' -> text.startsWith("PHP ") ? php(text) : UNDEFINED_SEVERITY_NUMBER;
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> startingWithDigit(text, end);
      default -> UNDEFINED_SEVERITY_NUMBER;
    };
  }

  private static Severity npm(String text) {
    int from = "npm ".length();
    if (text.startsWith("ERR! ", from) || text.startsWith("error ", from)) {
      return ERROR;
    }
    if (text.startsWith("WARN ", from) || text.startsWith("warn ", from)) {
      return WARN;
    }
    return text.startsWith("notice", from) ? INFO2 : UNDEFINED_SEVERITY_NUMBER;
  }

  private static Severity php(String text) {
    int from = "PHP ".length();
    if (text.startsWith("Fatal error: ", from)) {
      return FATAL;
    }
    if (text.startsWith("Parse error: ", from) || text.startsWith("Recoverable ", from)) {
      return ERROR;
    }
    if (text.startsWith("Warning: ", from) || text.startsWith("Deprecated: ", from)) {
      return WARN;
    }
    return text.startsWith("Notice: ", from) ? INFO2 : UNDEFINED_SEVERITY_NUMBER;
  }

  /// The JVM prints this when it exits because it is out of memory: `# java.lang.OutOfMemoryError:
  /// …`.
  private static Severity outOfMemory(String text) {
    int error = text.indexOf("OutOfMemoryError", 0, Math.min(text.length(), 120));
    return error > 0 ? ERROR : UNDEFINED_SEVERITY_NUMBER;
  }

  /// `1:M 07 Dec 2025 10:00:00.123 * Ready` of Redis.
  private static Severity startingWithDigit(String text, int end) {
    int colon = text.indexOf(':', 0, Math.min(end, 8));
    boolean redis =
        colon > 0 && text.startsWith(" ", colon + 2) && "MSCX".indexOf(text.charAt(colon + 1)) >= 0;
    if (redis) {
      int symbol = colon + " M 07 Dec 2025 10:00:00.123 ".length();
      return symbol < end ? redis(text.charAt(symbol)) : UNDEFINED_SEVERITY_NUMBER;
    }
    return UNDEFINED_SEVERITY_NUMBER;
  }

  private static Severity redis(char symbol) {
    return switch (symbol) {
      case '.' -> DEBUG;
      case '-' -> INFO;
      case '*' -> INFO2;
      case '#' -> WARN;
      default -> UNDEFINED_SEVERITY_NUMBER;
    };
  }
}
