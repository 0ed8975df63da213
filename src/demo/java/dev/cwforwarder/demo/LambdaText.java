package dev.cwforwarder.demo;

import static java.lang.String.format;
import static java.util.Locale.ROOT;

import org.jspecify.annotations.Nullable;

/// Lambda's text format, with the columns that the Node.js or Python runtime adds before a message.
enum LambdaText implements LambdaFormat {
  NODE {
    @Override
    String columns(Invocation invocation, long millis, Level level) {
      return String.join("\t", Day.iso(millis), invocation.requestId(), level.name(), "");
    }
  },
  PYTHON {
    @Override
    String columns(Invocation invocation, long millis, Level level) {
      String name = level == Level.WARN ? "WARNING" : level.name();
      return String.join("\t", "[" + name + "]", Day.iso(millis), invocation.requestId(), "");
    }
  };

  abstract String columns(Invocation invocation, long millis, Level level);

  @Override
  public String initStart(Invocation invocation, long millis) {
    LambdaFunction function = invocation.function();
    return "INIT_START Runtime Version: %s\tRuntime Version ARN: %s\n"
        .formatted(function.runtime(), function.runtimeArn());
  }

  @Override
  public String start(Invocation invocation) {
    return "START RequestId: %s Version: %s\n"
        .formatted(invocation.requestId(), invocation.version());
  }

  @Override
  public @Nullable String failure(Invocation invocation, End end, long millis) {
    String id = invocation.requestId();
    return switch (end) {
      case SUCCESS -> null;
      case TIMEOUT ->
          format(
              ROOT,
              "%s %s Task timed out after %.2f seconds\n\n",
              Day.iso(millis),
              id,
              (millis - invocation.start()) / 1_000.0);
      case OUT_OF_MEMORY ->
          "RequestId: "
              + id
              + " Error: Runtime exited with error: signal: killed\nRuntime.ExitError\n";
    };
  }

  @Override
  public String end(Invocation invocation) {
    return "END RequestId: " + invocation.requestId() + "\n";
  }

  @Override
  public String report(Invocation invocation, End end, long millis) {
    String report =
        format(
            ROOT,
            "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: %d MB"
                + "\tMax Memory Used: %d MB\t",
            invocation.requestId(),
            invocation.durationMillis(millis),
            invocation.billedMillis(millis),
            invocation.function().memoryMb(),
            invocation.usedMb());
    if (invocation.isCold()) {
      report += format(ROOT, "Init Duration: %.2f ms\t", invocation.initMillis());
    }
    return report
        + switch (end) {
          case SUCCESS -> "\n";
          case TIMEOUT -> "Status: timeout\n";
          case OUT_OF_MEMORY -> "Status: error\tError Type: Runtime.OutOfMemory\n";
        };
  }

  @Override
  public String line(
      Invocation invocation, long millis, Level level, String message, Fields fields) {
    String columns = columns(invocation, millis, level);
    if (fields.equals(Fields.NONE)) {
      return columns + message + "\n";
    }
    JsonLine line = JsonLine.create().put("message", message);
    fields.putInto(line);
    return columns + line + "\n";
  }
}
