package dev.cwforwarder.map.content;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;

/// Lines that Lambda itself writes, as JSON: `{"time":…,"type":"platform.report","record":{…}}`.
/// What its fields say is put under the names that [LambdaLine] gives as well.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html">
///   Lambda's telemetry schema</a>
final class PlatformEvent {
  private static final String TYPE = "platform.";
  private static final String METRICS = "record.metrics.";

  private PlatformEvent() {}

  /// Adds to `draft` what the object it was made of says, if it is an event of the platform.
  static void conclude(RecordBuilder draft) {
    String type = draft.type;
    if (type == null || !type.startsWith(TYPE)) {
      return;
    }
    draft.invocationCertain = draft.invocationId != null;
    String event = type.substring(TYPE.length());
    switch (event) {
      case "report" -> report(draft);
      case "initReport" -> copy(draft, METRICS + "durationMs", RecordKeys.INIT_DURATION);
      case "restoreReport" -> copy(draft, METRICS + "durationMs", RecordKeys.RESTORE_DURATION);
      case "initStart", "restoreStart" -> begin(draft);
      case "start" -> copyText(draft, "record.version", RecordKeys.VERSION);
      case "extension", "telemetrySubscription" -> extension(draft);
      default -> {} // its fields are the attributes
    }
    copyText(draft, "record.phase", RecordKeys.PHASE);
    copyText(draft, "record.errorType", RecordKeys.ERROR_TYPE);
    status(draft, event);
  }

  private static void report(RecordBuilder draft) {
    copy(draft, METRICS + "durationMs", RecordKeys.DURATION);
    copyWhole(draft, METRICS + "billedDurationMs", RecordKeys.BILLED_DURATION);
    copyWhole(draft, METRICS + "billedRestoreDurationMs", RecordKeys.BILLED_RESTORE_DURATION);
    copyWhole(draft, METRICS + "memorySizeMB", RecordKeys.MEMORY_SIZE);
    copyWhole(draft, METRICS + "maxMemoryUsedMB", RecordKeys.MAX_MEMORY_USED);
    copy(draft, METRICS + "initDurationMs", RecordKeys.INIT_DURATION);
    copy(draft, METRICS + "restoreDurationMs", RecordKeys.RESTORE_DURATION);
    boolean cold =
        draft.fields.find(METRICS + "initDurationMs") != null
            || draft.fields.find(METRICS + "restoreDurationMs") != null;
    draft.fields.addIfFree(RecordKeys.COLD_START, cold);
  }

  private static void begin(RecordBuilder draft) {
    draft.fields.addIfFree(RecordKeys.COLD_START, true);
    copyText(draft, "record.runtimeVersion", RecordKeys.RUNTIME_VERSION);
    copyText(draft, "record.runtimeVersionArn", RecordKeys.RUNTIME_VERSION_ARN);
  }

  private static void extension(RecordBuilder draft) {
    copyText(draft, "record.name", RecordKeys.EXTENSION_NAME);
    copyText(draft, "record.state", RecordKeys.EXTENSION_STATE);
  }

  private static void status(RecordBuilder draft, String event) {
    copyText(draft, "record.status", RecordKeys.STATUS);
    Object status = draft.fields.find("record.status");
    if (!draft.hasSeverity()) {
      boolean well = status == null || status.equals("success");
      draft.severity = well ? ofEvent(draft, event) : Severity.ERROR;
    }
  }

  /// As Lambda ranks its own events, but for a fault, which is an error.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html">Log
  ///   levels of system logs</a>
  private static Severity ofEvent(RecordBuilder draft, String event) {
    return switch (event) {
      case "fault" -> Severity.ERROR;
      case "logsDropped" -> Severity.WARN;
      case "initRuntimeDone", "runtimeDone", "restoreRuntimeDone" -> Severity.DEBUG;
      case "initReport" ->
          "on-demand".equals(draft.fields.find("record.initializationType"))
              ? Severity.DEBUG
              : Severity.INFO;
      default -> Severity.INFO;
    };
  }

  private static void copyText(RecordBuilder draft, String name, AttributeKey<String> key) {
    if (draft.fields.find(name) instanceof String value) {
      draft.fields.addIfFree(key, value);
    }
  }

  private static void copy(RecordBuilder draft, String name, AttributeKey<Double> key) {
    if (draft.fields.find(name) instanceof Number value) {
      draft.fields.addIfFree(key, value.doubleValue());
    }
  }

  private static void copyWhole(RecordBuilder draft, String name, AttributeKey<Long> key) {
    if (draft.fields.find(name) instanceof Long value) {
      draft.fields.addIfFree(key, value);
    }
  }
}
