package dev.cwforwarder.map.rules;

import com.google.re2j.Pattern;
import dev.cwforwarder.map.content.Content;
import dev.cwforwarder.map.content.ContentRecord;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.span.Span;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps a percentage of the records that meet all of its conditions, and drops the others. A
/// condition that is not set is always met.
public final class Filter {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final String name;
  private final double keepPercent;
  private final Map<String, Pattern> attributes = new LinkedHashMap<>();
  private @Nullable Pattern group;
  private @Nullable Pattern stream;
  private @Nullable Pattern body;
  private int severityBelow;
  private int severityAtLeast;

  /// Creates a filter without conditions.
  ///
  /// @param name the name under which dropped events are counted
  /// @param keepPercent the percentage of matching records that are kept, from 0 to 100
  public Filter(String name, double keepPercent) {
    this.name = name;
    this.keepPercent = keepPercent;
  }

  /// Requires the whole names of the log group and the log stream to match; an empty expression
  /// matches any name.
  public Filter source(String groupExpression, String streamExpression) {
    group = compile(groupExpression);
    stream = compile(streamExpression);
    return this;
  }

  /// Limits OpenTelemetry's severity number; 0 for no limit. A record without a severity never
  /// meets a limit.
  public Filter severity(int below, int atLeast) {
    severityBelow = below;
    severityAtLeast = atLeast;
    return this;
  }

  /// Requires the body's text to contain a match; an empty expression matches any body. A body that
  /// was made from fields also matches if the message does.
  public Filter body(String expression) {
    body = compile(expression);
    return this;
  }

  /// Requires an attribute's whole text to match. A record without the attribute does not match.
  public Filter attribute(String key, String expression) {
    attributes.put(key, Pattern.compile(expression));
    return this;
  }

  String name() {
    return name;
  }

  boolean matchesSource(LogSource source) {
    return (group == null || group.matches(source.logGroup()))
        && (stream == null || stream.matches(source.logStream()));
  }

  /// @param message the message of the event
  boolean matches(LogRecordData logRecord, String message) {
    return matchesSeverity(logRecord.getSeverity().getSeverityNumber())
        && matchesAttributes(logRecord.getAttributes())
        && (body == null || matchesBody(body, logRecord, message));
  }

  private static boolean matchesBody(Pattern body, LogRecordData logRecord, String message) {
    return body.matcher(text(logRecord.getBodyValue())).find()
        || (ContentRecord.sentence(logRecord) != null && body.matcher(message).find());
  }

  /// A span has neither severity nor body: conditions on them are not met.
  boolean matches(Span span) {
    return severityBelow == 0
        && severityAtLeast == 0
        && body == null
        && matchesAttributes(span.attributes().attributes());
  }

  /// Whether a matching record is kept. The decision depends only on `uid`, so it is the same for
  /// every delivery of the record.
  ///
  /// @param uid the id of the record, or of the trace of a span, so that traces remain whole
  boolean keeps(String uid) {
    return keepPercent >= 100 || share(uid) * 100 < keepPercent;
  }

  /// A value from 0 (inclusive) to 1 (exclusive), evenly distributed even for ids that differ in a
  /// few digits: FNV-1a, then the last step of MurmurHash3.
  private static double share(String uid) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < uid.length(); i++) {
      hash = (hash ^ uid.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return (hash >>> 11) * 0x1p-53;
  }

  private boolean matchesSeverity(int severity) {
    boolean limited = severityBelow > 0 || severityAtLeast > 0;
    return !limited
        || (severity > 0
            && (severityBelow == 0 || severity < severityBelow)
            && severity >= severityAtLeast);
  }

  private boolean matchesAttributes(Attributes actual) {
    if (attributes.isEmpty()) {
      return true;
    }
    Map<String, String> texts = new LinkedHashMap<>();
    Content.forEachField(actual, (key, value) -> texts.put(key.getKey(), String.valueOf(value)));
    return attributes.entrySet().stream()
        .allMatch(
            condition -> {
              String text = texts.get(condition.getKey());
              return text != null && condition.getValue().matches(text);
            });
  }

  private static String text(@Nullable Value<?> value) {
    return value == null ? "" : value.asString();
  }

  private static @Nullable Pattern compile(String expression) {
    return expression.isEmpty() ? null : Pattern.compile(expression);
  }
}
