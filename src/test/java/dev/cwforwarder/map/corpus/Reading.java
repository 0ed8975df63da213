package dev.cwforwarder.map.corpus;

import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A line beside the record it became.
///
/// @param attributes what the record has, by name, as `Long`, `Double`, `Boolean` or `String`
public record Reading(
    CorpusLine line,
    Severity severity,
    String service,
    String trace,
    String span,
    Map<String, Object> attributes) {
  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
  private static final int SEVERITIES_PER_RANGE = 4;

  public Reading {
    attributes = Map.copyOf(attributes);
  }

  /// What `record` says of what `line` is labelled with.
  public static Reading of(CorpusLine line, LogRecordData record) {
    Map<String, Object> attributes = new TreeMap<>();
    record.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
    String trace = record.getSpanContext().getTraceId();
    String span = record.getSpanContext().getSpanId();
    return new Reading(
        line,
        record.getSeverity(),
        Objects.requireNonNullElse(record.getResource().getAttribute(SERVICE), ""),
        TraceId.isValid(trace) ? trace : "",
        SpanId.isValid(span) ? span : "",
        attributes);
  }

  boolean severityLabelled() {
    return line.severity() != UNDEFINED_SEVERITY_NUMBER;
  }

  boolean severitySet() {
    return severity != UNDEFINED_SEVERITY_NUMBER;
  }

  boolean severityExact() {
    return severity == line.severity();
  }

  /// Whether the severities are of one range: `INFO` to `INFO4` are.
  boolean severityOfSameRange() {
    return range(severity) == range(line.severity());
  }

  boolean serviceRight() {
    return service.equals(line.service());
  }

  /// Whether there is a trace to be right or wrong about.
  boolean traced() {
    return !line.trace().isEmpty() || !trace.isEmpty() || !span.isEmpty();
  }

  boolean traceRight() {
    return trace.equals(line.trace()) && span.equals(line.span());
  }

  int attributesLabelled() {
    return line.attributes().size();
  }

  int attributesRight() {
    return (int) line.attributes().entrySet().stream().filter(this::isThere).count();
  }

  /// All that is not as labelled: what, expected, got.
  List<Miss> misses() {
    List<Miss> misses = new ArrayList<>();
    if (!severityOfSameRange()) {
      misses.add(new Miss("severity", name(line.severity()), name(severity)));
    } else if (!severityExact()) {
      misses.add(new Miss("severity (exact)", name(line.severity()), name(severity)));
    }
    if (!serviceRight()) {
      misses.add(new Miss("service", line.service(), service));
    }
    if (!traceRight()) {
      misses.add(new Miss("trace", line.trace() + " " + line.span(), trace + " " + span));
    }
    for (Map.Entry<String, Object> expected : new TreeMap<>(line.attributes()).entrySet()) {
      if (!isThere(expected)) {
        misses.add(
            new Miss(
                "attribute " + expected.getKey(),
                shown(expected.getValue()),
                shown(attributes.get(expected.getKey()))));
      }
    }
    return misses;
  }

  private boolean isThere(Map.Entry<String, Object> expected) {
    return expected.getValue().equals(attributes.get(expected.getKey()));
  }

  private static String shown(@Nullable Object value) {
    return value == null ? "none" : value.getClass().getSimpleName() + " " + value;
  }

  private static String name(Severity severity) {
    return severity == UNDEFINED_SEVERITY_NUMBER ? "unset" : severity.name();
  }

  private static int range(Severity severity) {
    return severity == UNDEFINED_SEVERITY_NUMBER
        ? -1
        : (severity.getSeverityNumber() - 1) / SEVERITIES_PER_RANGE;
  }

  /// One thing that is not as labelled.
  record Miss(String what, String expected, String got) {}
}
