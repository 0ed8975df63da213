package dev.cwforwarder.map.rules;

import com.google.re2j.Pattern;
import dev.cwforwarder.model.LogSource;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides about the records that meet all its conditions. A condition that is absent is met.
public final class Filter {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final String name;
  private final double keptPercent;
  private final Map<String, Pattern> attributes = new LinkedHashMap<>();
  private @Nullable Pattern group;
  private @Nullable Pattern stream;
  private @Nullable Pattern body;
  private int severityBelow;
  private int severityAtLeast;

  /// A filter without conditions.
  ///
  /// @param name what its drops are counted under
  /// @param keptPercent how much of what it matches it keeps; 0 for nothing, 100 for all
  public Filter(String name, double keptPercent) {
    this.name = name;
    this.keptPercent = keptPercent;
  }

  /// Expressions that the whole names of group and stream match; empty for any.
  public Filter source(String groupExpression, String streamExpression) {
    group = compiled(groupExpression);
    stream = compiled(streamExpression);
    return this;
  }

  /// OpenTelemetry's severity numbers; 0 for no limit. A record without a severity meets no limit.
  public Filter severity(int below, int atLeast) {
    severityBelow = below;
    severityAtLeast = atLeast;
    return this;
  }

  /// An expression that the body's text contains; empty for any.
  public Filter body(String expression) {
    body = compiled(expression);
    return this;
  }

  /// An expression that an attribute's whole text matches. A record without it does not match.
  public Filter attribute(String key, String expression) {
    attributes.put(key, Pattern.compile(expression));
    return this;
  }

  String name() {
    return name;
  }

  boolean concerns(LogSource source) {
    return (group == null || group.matches(source.logGroup()))
        && (stream == null || stream.matches(source.logStream()));
  }

  boolean matches(LogRecordData found) {
    return matchesSeverity(found.getSeverity().getSeverityNumber())
        && matchesAttributes(found.getAttributes())
        && (body == null || body.matcher(text(found.getBodyValue())).find());
  }

  /// The same for a record whenever and wherever it comes again: what decides is its id.
  boolean keeps(String uid) {
    return keptPercent >= 100 || share(uid) * 100 < keptPercent;
  }

  /// 0 (inclusive) to 1 (exclusive), evenly spread over ids that differ in few digits: FNV-1a, then
  /// the last step of MurmurHash3.
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

  private boolean matchesAttributes(Attributes found) {
    if (attributes.isEmpty()) {
      return true;
    }
    Map<String, String> texts = new LinkedHashMap<>();
    found.forEach((key, value) -> texts.put(key.getKey(), String.valueOf(value)));
    return attributes.entrySet().stream()
        .allMatch(
            wanted -> {
              String text = texts.get(wanted.getKey());
              return text != null && wanted.getValue().matches(text);
            });
  }

  private static String text(@Nullable Value<?> value) {
    return value == null ? "" : value.asString();
  }

  private static @Nullable Pattern compiled(String expression) {
    return expression.isEmpty() ? null : Pattern.compile(expression);
  }
}
