package dev.cwforwarder.map.corpus;

import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;

import dev.cwforwarder.map.content.Content;
import dev.cwforwarder.testing.Records;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A line with the record that was mapped from it.
///
/// @param attributes the record's attributes by name, as `Long`, `Double`, `Boolean` or `String`
/// @param stated the fields of the message that are no attributes, because the record states their
///   values elsewhere
public record Reading(
    CorpusLine line,
    Severity severity,
    String service,
    String trace,
    String span,
    Map<String, Object> attributes,
    Map<String, Object> stated) {
  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
  private static final int SEVERITIES_PER_RANGE = 4;

  public Reading {
    attributes = Map.copyOf(attributes);
    stated = Map.copyOf(stated);
  }

  /// Maps `line` with the default options.
  public static Reading of(CorpusLine line) {
    return of(line, Records.mapper().map(line.batch(), Instant.EPOCH).getLast());
  }

  /// Extracts the labeled properties of `line` from `record`.
  public static Reading of(CorpusLine line, LogRecordData record) {
    Map<String, Object> attributes = new TreeMap<>();
    record.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
    Map<String, Object> stated = new TreeMap<>();
    Content.forEachField(record.getAttributes(), (key, value) -> stated.put(key.getKey(), value));
    stated.keySet().removeAll(attributes.keySet());
    String trace = record.getSpanContext().getTraceId();
    String span = record.getSpanContext().getSpanId();
    return new Reading(
        line,
        record.getSeverity(),
        Objects.requireNonNullElse(record.getResource().getAttribute(SERVICE), ""),
        TraceId.isValid(trace) ? trace : "",
        SpanId.isValid(span) ? span : "",
        attributes,
        stated);
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

  /// Whether the severities are in the same range, such as `INFO` to `INFO4`.
  boolean severityOfSameRange() {
    return range(severity) == range(line.severity());
  }

  boolean serviceCorrect() {
    return service.equals(line.service());
  }

  /// Whether the label or the record has a trace or a span id.
  boolean hasTrace() {
    return !line.trace().isEmpty() || !trace.isEmpty() || !span.isEmpty();
  }

  boolean traceCorrect() {
    return trace.equals(line.trace()) && span.equals(line.span());
  }

  int attributesLabelled() {
    return line.attributes().size();
  }

  int attributesCorrect() {
    return (int) line.attributes().entrySet().stream().filter(this::isExtracted).count();
  }

  /// All properties that differ from the label.
  List<Mismatch> mismatches() {
    List<Mismatch> mismatches = new ArrayList<>();
    if (!severityOfSameRange()) {
      mismatches.add(new Mismatch("severity", name(line.severity()), name(severity)));
    } else if (!severityExact()) {
      mismatches.add(new Mismatch("severity (exact)", name(line.severity()), name(severity)));
    }
    if (!serviceCorrect()) {
      mismatches.add(new Mismatch("service", line.service(), service));
    }
    if (!traceCorrect()) {
      mismatches.add(new Mismatch("trace", line.trace() + " " + line.span(), trace + " " + span));
    }
    for (Map.Entry<String, Object> expected : new TreeMap<>(line.attributes()).entrySet()) {
      if (!isExtracted(expected)) {
        mismatches.add(
            new Mismatch(
                "attribute " + expected.getKey(),
                display(expected.getValue()),
                display(attributes.get(expected.getKey()))));
      }
    }
    return mismatches;
  }

  private boolean isExtracted(Map.Entry<String, Object> expected) {
    String name = expected.getKey();
    return expected.getValue().equals(attributes.getOrDefault(name, stated.get(name)));
  }

  private static String display(@Nullable Object value) {
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

  /// A property that differs from the label.
  record Mismatch(String subject, String expected, String actual) {}
}
