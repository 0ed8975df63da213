package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.sources.AccessObject;
import dev.cwforwarder.map.content.sources.KnownObject;
import io.opentelemetry.api.logs.Severity;

/// Takes note of what a field of a JSON object says about its record.
final class FieldSemantics {
  private FieldSemantics() {}

  static void note(RecordBuilder draft, FieldRole role, String value) {
    switch (role.kind()) {
      case NONE, MESSAGE, COLD_START -> {}
      case LEVEL -> level(draft, role, value);
      case SEVERITY_NUMBER -> draft.severityNumber(SeverityNames.ofSeverityNumber(number(value)));
      case TRACE -> draft.trace(role, value);
      case SPAN -> draft.span(role, value);
      case DATADOG_SPAN -> datadogSpan(draft, role, value);
      case FLAGS -> draft.flags = TraceText.flags(value);
      case TRACE_PARENT -> traceParent(draft, value);
      case XRAY -> draft.xray(value);
      case INVOCATION, REQUEST -> invocation(draft, role, value);
      case TYPE -> draft.type = value;
      case TIME -> draft.time(role, value);
      case HTTP_STATUS ->
          draft.httpStatus = draft.httpStatus > 0 ? draft.httpStatus : number(value);
      case HTTP_REQUEST -> draft.httpRequest = true;
      case ERROR -> draft.error |= !value.isBlank();
      case MARK -> draft.marks |= role.rank();
    }
  }

  static void note(RecordBuilder draft, FieldRole role, long value) {
    switch (role.kind()) {
      case LEVEL -> draft.numberedSeverity(SeverityNames.ofNumber(value));
      case SEVERITY_NUMBER -> draft.severityNumber(SeverityNames.ofSeverityNumber(value));
      case FLAGS -> draft.flags = (byte) value;
      case HTTP_STATUS -> draft.httpStatus = draft.httpStatus > 0 ? draft.httpStatus : value;
      case TIME -> draft.time(role, BodyTime.nanos(value));
      default -> {}
    }
  }

  /// What the fields together say, once all have been read.
  static void conclude(RecordBuilder draft) {
    draft.settleNumberedSeverity();
    if (draft.marks != 0) {
      KnownObject.conclude(draft.marks, draft);
    } else if (draft.httpRequest && draft.httpStatus > 0) {
      AccessObject.conclude(draft);
    }
    if (draft.hasSeverity()) {
      return;
    }
    if (draft.httpRequest && draft.httpStatus > 0) {
      draft.severity = SeverityNames.ofStatus(draft.httpStatus);
    } else if (draft.error) {
      draft.severity = Severity.ERROR;
    }
  }

  private static void level(RecordBuilder draft, FieldRole role, String value) {
    long number = number(value);
    if (number >= 0) {
      draft.numberedSeverity(SeverityNames.ofNumber(number));
      return;
    }
    draft.severity(
        role,
        value.length() == 1 ? SeverityNames.ofLetter(value.charAt(0)) : SeverityNames.of(value));
  }

  private static void datadogSpan(RecordBuilder draft, FieldRole role, String value) {
    if (TraceText.isSpanId(value)) {
      draft.span(role, value);
      return;
    }
    String span = TraceText.ofDatadog(value);
    if (span != null) {
      draft.span(role, span);
    }
  }

  private static void traceParent(RecordBuilder draft, String value) {
    if (draft.traceId == null && TraceText.isTraceParent(value)) {
      draft.traceId = value.substring(3, 35);
      draft.spanId = value.substring(36, 52);
      draft.flags = TraceText.flags(value.substring(53));
    }
  }

  private static void invocation(RecordBuilder draft, FieldRole role, String value) {
    if (TraceText.isUuid(value)
        && (draft.invocationId == null || role.kind() == FieldRole.Kind.INVOCATION)) {
      draft.invocationId = value;
      draft.invocationCertain |= role.kind() == FieldRole.Kind.INVOCATION;
    }
  }

  /// Up to three digits; -1 for anything else.
  private static long number(String value) {
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
