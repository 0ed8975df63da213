package dev.cwforwarder.map.otel;

/// A first look at a message: whether it may be an OpenTelemetry record. Nearly all messages are
/// not, so this takes a fraction of the time of parsing them.
public final class OtelShape {
  static final String SPAN = "\"startTimeUnixNano\"";
  static final String LOG_RECORD = "\"observedTimeUnixNano\"";
  static final String STDOUT = "\"__otel_otlp_stdout\"";

  /// The end of the name of a time that spans and log records have.
  private static final String TIME = "UnixNano\"";

  /// The exporter to the standard output writes its version first.
  private static final int STDOUT_PREFIX = 256;

  private OtelShape() {}

  /// Whether `message` may be spans or a log record.
  public static boolean mayBeOtel(String message) {
    return isObject(message) && (message.contains(TIME) || isStdout(message));
  }

  /// Whether `message` may be spans.
  static boolean mayBeSpans(String message) {
    return isObject(message) && (message.contains(SPAN) || isStdout(message));
  }

  /// Whether `message` has spans in an encoded payload.
  public static boolean isStdout(String message) {
    int end = Math.min(message.length(), STDOUT_PREFIX);
    return message.indexOf(STDOUT, 0, end) >= 0;
  }

  static boolean mayBeLogRecord(String message) {
    return isObject(message) && message.contains(LOG_RECORD);
  }

  private static boolean isObject(String message) {
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      if (c > ' ') {
        return c == '{';
      }
    }
    return false;
  }
}
