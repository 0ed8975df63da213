package dev.cwforwarder.demo;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Lambda's JSON format: the lines of Lambda are platform events, and those of the application have
/// the members of the Node.js runtime.
final class LambdaJson implements LambdaFormat {
  @Override
  public String initStart(Invocation invocation, long millis) {
    LambdaFunction function = invocation.function();
    return event(
        millis,
        "platform.initStart",
        record ->
            record
                .put("initializationType", "on-demand")
                .put("phase", "init")
                .put("runtimeVersion", function.runtime())
                .put("runtimeVersionArn", function.runtimeArn())
                .put("functionName", function.name())
                .put("functionVersion", invocation.version()));
  }

  @Override
  public String start(Invocation invocation) {
    return event(
        invocation.start(),
        "platform.start",
        record ->
            record
                .put("requestId", invocation.requestId())
                .put("functionArn", invocation.function().arn(invocation.version()))
                .put("version", invocation.version()));
  }

  @Override
  public @Nullable String failure(Invocation invocation, End end, long millis) {
    return null;
  }

  @Override
  public @Nullable String end(Invocation invocation) {
    return null;
  }

  @Override
  public String report(Invocation invocation, End end, long millis) {
    return event(
        millis,
        "platform.report",
        record -> {
          record
              .put("requestId", invocation.requestId())
              .put("metrics", metrics -> putMetrics(metrics, invocation, millis))
              .put("status", status(end));
          if (end == End.OUT_OF_MEMORY) {
            record.put("errorType", "Runtime.OutOfMemory");
          }
        });
  }

  @Override
  public String line(
      Invocation invocation, long millis, Level level, String message, Fields fields) {
    JsonLine line =
        JsonLine.create()
            .put("timestamp", Day.iso(millis))
            .put("level", level.name())
            .put("requestId", invocation.requestId())
            .put("message", message);
    fields.putInto(line);
    return line + "\n";
  }

  private static void putMetrics(JsonLine metrics, Invocation invocation, long millis) {
    metrics
        .put("durationMs", invocation.durationMillis(millis))
        .put("billedDurationMs", invocation.billedMillis(millis))
        .put("memorySizeMB", invocation.function().memoryMb())
        .put("maxMemoryUsedMB", invocation.usedMb());
    if (invocation.isCold()) {
      metrics.put("initDurationMs", invocation.initMillis());
    }
  }

  private static String status(End end) {
    return switch (end) {
      case SUCCESS -> "success";
      case TIMEOUT -> "timeout";
      case OUT_OF_MEMORY -> "error";
    };
  }

  private static String event(long millis, String type, Consumer<JsonLine> record) {
    return JsonLine.create().put("time", Day.iso(millis)).put("type", type).put("record", record)
        + "\n";
  }
}
