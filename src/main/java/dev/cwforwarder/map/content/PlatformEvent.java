package dev.cwforwarder.map.content;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;

/// Parses the lines that Lambda itself writes in JSON format:
/// `{"time":…,"type":"platform.report","record":{…}}`. Adds their fields under the names that
/// [LambdaLine] also uses.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html">
///   Lambda's telemetry schema</a>
final class PlatformEvent {
  private static final String TYPE = "platform.";
  private static final String METRICS = "record.metrics.";

  private PlatformEvent() {}

  /// Adds the attributes to `builder` if the parsed object is a platform event.
  static void derive(RecordBuilder builder) {
    String type = builder.type;
    if (type == null || !type.startsWith(TYPE)) {
      return;
    }
    builder.invocationIdCertain = builder.invocationId != null;
    String event = type.substring(TYPE.length());
    switch (event) {
      case "report" -> report(builder);
      case "initReport" -> copyDouble(builder, METRICS + "durationMs", RecordKeys.INIT_DURATION);
      case "restoreReport" ->
          copyDouble(builder, METRICS + "durationMs", RecordKeys.RESTORE_DURATION);
      case "initStart", "restoreStart" -> start(builder);
      case "start" -> copyText(builder, "record.version", RecordKeys.VERSION);
      case "extension", "telemetrySubscription" -> extension(builder);
      default -> {} // the fields are already attributes
    }
    copyText(builder, "record.phase", RecordKeys.PHASE);
    copyText(builder, "record.errorType", RecordKeys.ERROR_TYPE);
    status(builder, event);
  }

  private static void report(RecordBuilder builder) {
    copyDouble(builder, METRICS + "durationMs", RecordKeys.DURATION);
    copyLong(builder, METRICS + "billedDurationMs", RecordKeys.BILLED_DURATION);
    copyLong(builder, METRICS + "billedRestoreDurationMs", RecordKeys.BILLED_RESTORE_DURATION);
    copyLong(builder, METRICS + "memorySizeMB", RecordKeys.MEMORY_SIZE);
    copyLong(builder, METRICS + "maxMemoryUsedMB", RecordKeys.MAX_MEMORY_USED);
    copyDouble(builder, METRICS + "initDurationMs", RecordKeys.INIT_DURATION);
    copyDouble(builder, METRICS + "restoreDurationMs", RecordKeys.RESTORE_DURATION);
    boolean cold =
        builder.fields.find(METRICS + "initDurationMs") != null
            || builder.fields.find(METRICS + "restoreDurationMs") != null;
    builder.fields.addIfAbsent(RecordKeys.COLD_START, cold);
  }

  private static void start(RecordBuilder builder) {
    builder.fields.addIfAbsent(RecordKeys.COLD_START, true);
    copyText(builder, "record.runtimeVersion", RecordKeys.RUNTIME_VERSION);
    copyText(builder, "record.runtimeVersionArn", RecordKeys.RUNTIME_VERSION_ARN);
  }

  private static void extension(RecordBuilder builder) {
    copyText(builder, "record.name", RecordKeys.EXTENSION_NAME);
    copyText(builder, "record.state", RecordKeys.EXTENSION_STATE);
  }

  private static void status(RecordBuilder builder, String event) {
    copyText(builder, "record.status", RecordKeys.STATUS);
    Object status = builder.fields.find("record.status");
    if (!builder.hasSeverity()) {
      boolean succeeded = status == null || status.equals("success");
      builder.severity = succeeded ? eventSeverity(builder, event) : Severity.ERROR;
    }
  }

  /// The levels that Lambda assigns to its events, except that a fault is an error.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html">Log
  ///   levels of system logs</a>
  private static Severity eventSeverity(RecordBuilder builder, String event) {
    return switch (event) {
      case "fault" -> Severity.ERROR;
      case "logsDropped" -> Severity.WARN;
      case "initRuntimeDone", "runtimeDone", "restoreRuntimeDone" -> Severity.DEBUG;
      case "initReport" ->
          "on-demand".equals(builder.fields.find("record.initializationType"))
              ? Severity.DEBUG
              : Severity.INFO;
      default -> Severity.INFO;
    };
  }

  private static void copyText(RecordBuilder builder, String name, AttributeKey<String> key) {
    if (builder.fields.find(name) instanceof String value) {
      builder.fields.addIfAbsent(key, value);
    }
  }

  private static void copyDouble(RecordBuilder builder, String name, AttributeKey<Double> key) {
    if (builder.fields.find(name) instanceof Number value) {
      builder.fields.addIfAbsent(key, value.doubleValue());
    }
  }

  private static void copyLong(RecordBuilder builder, String name, AttributeKey<Long> key) {
    if (builder.fields.find(name) instanceof Long value) {
      builder.fields.addIfAbsent(key, value);
    }
  }
}
