package dev.cwforwarder.map.content;

import org.jspecify.annotations.Nullable;

/// Adds the attributes of an exception.
///
/// @see <a href="https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-logs/">Semantic
///   conventions for exceptions in logs</a>
final class ExceptionFields {
  private ExceptionFields() {}

  /// @param message empty for none
  /// @param stack null for none
  static void add(String type, String message, @Nullable String stack, RecordBuilder builder) {
    builder.add(RecordKeys.EXCEPTION_TYPE, type);
    if (!message.isEmpty()) {
      builder.add(RecordKeys.EXCEPTION_MESSAGE, message);
    }
    if (stack != null) {
      builder.add(RecordKeys.EXCEPTION_STACKTRACE, stack);
    }
    builder.add(RecordKeys.ERROR_TYPE, type);
  }

  /// The exception as runtimes print it: `TypeError: x is not a function`.
  static String line(String type, String message) {
    return message.isEmpty() ? type : type + ": " + message;
  }
}
