package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.severity.LevelScale;
import dev.cwforwarder.map.content.severity.SeverityNames;
import dev.cwforwarder.map.content.sources.AccessObject;
import dev.cwforwarder.map.content.sources.KnownObject;
import io.opentelemetry.api.logs.Severity;
import java.util.Set;

/// Applies the roles of JSON fields to a record.
final class FieldSemantics {
  /// What loggers write into the field of an error if there is none.
  private static final Set<String> NO_ERROR =
      Set.of("", " ", "-", "0", "null", "none", "None", "nil", "false", "False", "NoneType: None");

  /// OpenTelemetry's severity number takes precedence over any text.
  private static final int BEFORE_TEXT = -1;

  /// The bits of a time in milliseconds; 2001 and later.
  private static final long EPOCH_MILLIS = LevelRule.bitOf(LevelRule.EPOCH_MILLIS);

  private static final long CRITICAL = LevelRule.bitOf(LevelRule.CRITICAL);
  private static final long CRIT = LevelRule.bitOf(LevelRule.CRIT);
  private static final long PANIC = LevelRule.bitOf(LevelRule.PANIC);
  private static final long MIN_MILLIS = 1_000_000_000_000L;

  private FieldSemantics() {}

  static void apply(RecordBuilder builder, FieldRole role, String value) {
    switch (role.kind()) {
      case NONE, MESSAGE, ZAP_MESSAGE, COLD_START -> {}
      case NESTED_LEVEL -> builder.levels.offerNested(LevelText.severity(value));
      case NESTED_MESSAGE -> builder.levels.seeNestedMessage();
      case LEVEL, LEVEL_WORD -> applyLevel(builder, role, value);
      case SEVERITY_NUMBER ->
          builder.offerSeverity(BEFORE_TEXT, LevelScale.OPENTELEMETRY.of(LevelText.number(value)));
      case TRACE -> builder.offerTrace(role, value);
      case SPAN -> builder.offerSpan(role, value);
      case DATADOG_SPAN -> applyDatadogSpan(builder, role, value);
      case FLAGS -> builder.flags = TraceText.flags(value);
      case TRACE_HEADER -> TraceHeader.read(value, builder);
      case XRAY -> builder.xray(value);
      case INVOCATION, REQUEST -> applyInvocation(builder, role, value);
      case TYPE -> applyType(builder, role, value);
      case TIME -> builder.offerTime(role, value, 0);
      case HTTP_STATUS, HTTP_RESPONSE -> applyStatus(builder, role, value);
      case HTTP_REQUEST -> builder.httpRequest |= AccessObject.isRequest(value);
      case HTTP_ROUTE -> builder.httpRequest = true;
      case ERROR -> builder.error |= !NO_ERROR.contains(value);
      case KNOWN_OBJECT -> builder.knownObjects |= role.rank();
    }
  }

  static void apply(RecordBuilder builder, FieldRole role, long value) {
    switch (role.kind()) {
      case LEVEL, LEVEL_WORD -> builder.levels.offer(role, value);
      case SEVERITY_NUMBER ->
          builder.offerSeverity(BEFORE_TEXT, LevelScale.OPENTELEMETRY.of(value));
      case FLAGS -> builder.flags = (byte) value;
      case HTTP_STATUS, HTTP_RESPONSE -> applyStatus(builder, role, value);
      case TIME -> applyTime(builder, role, value);
      default -> {}
    }
  }

  /// Derives the severity and the attributes that depend on several fields, once all fields have
  /// been read.
  static void derive(RecordBuilder builder) {
    boolean access = builder.httpRequest && builder.httpStatus > 0;
    builder.resolveLevel();
    if (!KnownObject.derive(builder.knownObjects, builder) && access) {
      AccessObject.derive(builder);
    }
    Severity status = access ? SeverityNames.ofStatus(builder.httpStatus) : builder.severity;
    boolean raised =
        access && builder.levels.isAccessLog() && status.compareTo(builder.severity) > 0;
    if (raised || !builder.hasSeverity()) {
      builder.severity = !access && builder.error ? Severity.ERROR : status;
    }
  }

  private static void applyLevel(RecordBuilder builder, FieldRole role, String value) {
    long number = LevelText.number(value);
    if (number >= 0) {
      builder.levels.offer(role, number);
      return;
    }
    if (role.kind() == FieldRole.Kind.LEVEL_WORD) {
      builder.levels.offer(role, SeverityNames.of(value));
    } else {
      Severity severity = LevelText.severity(value);
      if (builder.offerSeverity(role.rank(), severity) && severity.name().equalsIgnoreCase(value)) {
        builder.levels.written(value);
      }
    }
    if (value.regionMatches(true, 0, "crit", 0, 4)) {
      builder.levels.see(value.equals("crit") ? CRITICAL | CRIT : CRITICAL);
    } else if (value.equalsIgnoreCase("panic")) {
      builder.levels.see(PANIC);
    }
  }

  private static void applyType(RecordBuilder builder, FieldRole role, String value) {
    builder.type = value;
    // Kubernetes has Normal and Warning.
    builder.levels.offer(role, value.equals("Normal") ? Severity.INFO : SeverityNames.of(value));
  }

  private static void applyTime(RecordBuilder builder, FieldRole role, long value) {
    builder.offerTime(role, null, BodyTime.nanos(value));
    if (value / MIN_MILLIS > 0 && value / MIN_MILLIS < 10) {
      builder.levels.see(EPOCH_MILLIS);
    }
  }

  private static void applyStatus(RecordBuilder builder, FieldRole role, String value) {
    applyStatus(builder, role, LevelText.number(value));
    builder.levels.offer(role, LevelText.ofStatus(value));
  }

  /// The first status counts. A field of HTTP shows that there is a request, unless another status
  /// precedes it.
  private static void applyStatus(RecordBuilder builder, FieldRole role, long status) {
    boolean isStatus = status >= 100 && status <= 599;
    if (builder.httpStatus == 0 && isStatus) {
      builder.httpStatus = status;
    }
    boolean isHttp = isStatus && role.kind() == FieldRole.Kind.HTTP_RESPONSE;
    builder.httpRequest |= isHttp && builder.httpStatus == status;
  }

  private static void applyDatadogSpan(RecordBuilder builder, FieldRole role, String value) {
    String span = TraceText.isSpanId(value) ? value : TraceText.fromDatadog(value);
    if (span != null) {
      builder.offerSpan(role, span);
    }
  }

  private static void applyInvocation(RecordBuilder builder, FieldRole role, String value) {
    if (TraceText.isUuid(value)
        && (builder.invocationId == null || role.kind() == FieldRole.Kind.INVOCATION)) {
      builder.invocationId = value;
      builder.invocationIdCertain |= role.kind() == FieldRole.Kind.INVOCATION;
    }
  }
}
