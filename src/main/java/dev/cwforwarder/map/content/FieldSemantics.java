package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.sources.AccessObject;
import dev.cwforwarder.map.content.sources.KnownObject;
import io.opentelemetry.api.logs.Severity;

/// Applies the roles of JSON fields to a record.
final class FieldSemantics {
  private FieldSemantics() {}

  static void apply(RecordBuilder builder, FieldRole role, String value) {
    switch (role.kind()) {
      case NONE, MESSAGE, COLD_START -> {}
      case LEVEL -> applyLevel(builder, role, value);
      case SEVERITY_NUMBER ->
          builder.setSeverityNumber(SeverityNames.ofSeverityNumber(parseNumber(value)));
      case TRACE -> builder.offerTrace(role, value);
      case SPAN -> builder.offerSpan(role, value);
      case DATADOG_SPAN -> applyDatadogSpan(builder, role, value);
      case FLAGS -> builder.flags = TraceText.flags(value);
      case TRACE_PARENT -> applyTraceParent(builder, value);
      case XRAY -> builder.xray(value);
      case INVOCATION, REQUEST -> applyInvocation(builder, role, value);
      case TYPE -> builder.type = value;
      case TIME -> builder.offerTime(role, value);
      case HTTP_STATUS ->
          builder.httpStatus = builder.httpStatus > 0 ? builder.httpStatus : parseNumber(value);
      case HTTP_REQUEST -> builder.httpRequest = true;
      case ERROR -> builder.error |= !value.isBlank();
      case KNOWN_OBJECT -> builder.knownObjects |= role.rank();
    }
  }

  static void apply(RecordBuilder builder, FieldRole role, long value) {
    switch (role.kind()) {
      case LEVEL -> builder.setNumericLevel(SeverityNames.ofLevelNumber(value));
      case SEVERITY_NUMBER -> builder.setSeverityNumber(SeverityNames.ofSeverityNumber(value));
      case FLAGS -> builder.flags = (byte) value;
      case HTTP_STATUS -> builder.httpStatus = builder.httpStatus > 0 ? builder.httpStatus : value;
      case TIME -> builder.offerTime(role, BodyTime.nanos(value));
      default -> {}
    }
  }

  /// Derives the severity and the attributes that depend on several fields, once all fields have
  /// been read.
  static void derive(RecordBuilder builder) {
    builder.resolveNumericLevel();
    if (builder.knownObjects != 0) {
      KnownObject.derive(builder.knownObjects, builder);
    } else if (builder.httpRequest && builder.httpStatus > 0) {
      AccessObject.derive(builder);
    }
    if (builder.hasSeverity()) {
      return;
    }
    if (builder.httpRequest && builder.httpStatus > 0) {
      builder.severity = SeverityNames.ofStatus(builder.httpStatus);
    } else if (builder.error) {
      builder.severity = Severity.ERROR;
    }
  }

  private static void applyLevel(RecordBuilder builder, FieldRole role, String value) {
    long number = parseNumber(value);
    if (number >= 0) {
      builder.setNumericLevel(SeverityNames.ofLevelNumber(number));
      return;
    }
    builder.offerSeverity(
        role,
        value.length() == 1 ? SeverityNames.ofLetter(value.charAt(0)) : SeverityNames.of(value));
  }

  private static void applyDatadogSpan(RecordBuilder builder, FieldRole role, String value) {
    if (TraceText.isSpanId(value)) {
      builder.offerSpan(role, value);
      return;
    }
    String span = TraceText.fromDatadog(value);
    if (span != null) {
      builder.offerSpan(role, span);
    }
  }

  private static void applyTraceParent(RecordBuilder builder, String value) {
    if (builder.traceId == null && TraceText.isTraceParent(value)) {
      builder.traceId = value.substring(3, 35);
      builder.spanId = value.substring(36, 52);
      builder.flags = TraceText.flags(value.substring(53));
    }
  }

  private static void applyInvocation(RecordBuilder builder, FieldRole role, String value) {
    if (TraceText.isUuid(value)
        && (builder.invocationId == null || role.kind() == FieldRole.Kind.INVOCATION)) {
      builder.invocationId = value;
      builder.invocationIdCertain |= role.kind() == FieldRole.Kind.INVOCATION;
    }
  }

  /// Up to three digits; -1 for anything else.
  private static long parseNumber(String value) {
    if (value.isEmpty() || value.length() > 3) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < value.length(); i++) {
      int digit = value.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
