package dev.cwforwarder.demo;

import org.jspecify.annotations.Nullable;

/// How a function's log is written: Lambda's own lines, and the application's.
///
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html">
///   Log formats</a>
interface LambdaFormat {
  /// A cold start begins.
  String initStart(Invocation invocation, long millis);

  String start(Invocation invocation);

  /// What stands between the application's lines and the report when it did not end well; null when
  /// it did, or when the report says it all.
  @Nullable String failure(Invocation invocation, End end, long millis);

  /// Null when there is no such line.
  @Nullable String end(Invocation invocation);

  String report(Invocation invocation, End end, long millis);

  /// A line of the application.
  ///
  /// @param fields what it says beside `message`
  String line(Invocation invocation, long millis, Level level, String message, Fields fields);

  /// Puts members into a line.
  @FunctionalInterface
  interface Fields {
    Fields NONE = _ -> {};

    void putInto(JsonLine line);
  }

  /// How an invocation ended.
  enum End {
    SUCCESS,
    TIMEOUT,
    OUT_OF_MEMORY
  }
}
