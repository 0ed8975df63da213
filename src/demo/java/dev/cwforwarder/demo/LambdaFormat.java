package dev.cwforwarder.demo;

import org.jspecify.annotations.Nullable;

/// The log format of a function: the lines of Lambda and those of the application.
///
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html">
///   Log formats</a>
interface LambdaFormat {
  /// The line at the start of a cold start.
  String initStart(Invocation invocation, long millis);

  String start(Invocation invocation);

  /// The line about a failure between the lines of the application and the report. Null after a
  /// success, or if the report contains the failure.
  @Nullable String failure(Invocation invocation, End end, long millis);

  /// The line at the end; null if the format has none.
  @Nullable String end(Invocation invocation);

  String report(Invocation invocation, End end, long millis);

  /// A line of the application.
  ///
  /// @param fields further members in addition to `message`
  String line(Invocation invocation, long millis, Level level, String message, Fields fields);

  /// Adds members to a line.
  @FunctionalInterface
  interface Fields {
    Fields NONE = _ -> {};

    void putInto(JsonLine line);
  }

  /// The result of an invocation.
  enum End {
    SUCCESS,
    TIMEOUT,
    OUT_OF_MEMORY
  }
}
