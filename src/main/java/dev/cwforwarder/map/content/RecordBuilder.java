package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.sources.LogFindings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What has been found in a message so far. Used for one message after the other; not thread-safe.
final class RecordBuilder implements LogFindings {
  /// More attributes than this of one message are cut.
  static final int MOST_ATTRIBUTES = 256;

  /// Longer texts, and names, are cut; the body holds them whole.
  static final int LONGEST_TEXT = 32_768;

  static final int LONGEST_NAME = 512;

  private static final int NONE = Integer.MAX_VALUE;

  final Fields fields = new Fields();
  Severity severity = Severity.UNDEFINED_SEVERITY_NUMBER;
  @Nullable String message;
  @Nullable String traceId;
  @Nullable String spanId;
  @Nullable String xray;
  @Nullable String invocationId;

  /// What a field says of the record's time: a text, or nanoseconds since the epoch; 0 for none.
  @Nullable String time;

  long timeNanos;

  /// Whether the id is one of Lambda wherever it was found.
  boolean invocationCertain;

  /// The level of Lambda's columns, in its spelling, that leaves the body with them.
  @Nullable String column;

  byte flags;
  boolean cut;

  /// The collector, which reads JSON in a body again, would not leave our attributes as they are.
  boolean shield;

  @Nullable String type;

  /// Of a [dev.cwforwarder.map.content.sources.KnownObject], or several.
  int marks;

  boolean error;
  long httpStatus;
  boolean httpRequest;
  private @Nullable FieldName messageName;
  private int messageRank;
  private int severityRank;

  /// Of a level that is a number: it may be one of anything else.
  private Severity numbered = Severity.UNDEFINED_SEVERITY_NUMBER;

  private int traceRank;
  private int spanRank;
  private int timeRank;

  RecordBuilder() {
    clear();
  }

  void clear() {
    fields.clear();
    severity = Severity.UNDEFINED_SEVERITY_NUMBER;
    message = null;
    messageName = null;
    traceId = null;
    spanId = null;
    xray = null;
    invocationId = null;
    time = null;
    timeNanos = 0;
    timeRank = NONE;
    column = null;
    invocationCertain = false;
    type = null;
    marks = 0;
    flags = 0;
    cut = false;
    shield = false;
    error = false;
    httpRequest = false;
    httpStatus = 0;
    messageRank = NONE;
    severityRank = NONE;
    numbered = Severity.UNDEFINED_SEVERITY_NUMBER;
    traceRank = NONE;
    spanRank = NONE;
  }

  /// Adds a text, cut to what is allowed.
  void text(FieldName name, String value) {
    if (!fits(name)) {
      return;
    }
    shield |= !fields.add(name.text(), kept(value)) || name.isOurs();
  }

  private String kept(String value) {
    if (value.length() <= LONGEST_TEXT) {
      return value;
    }
    cut = true;
    boolean half = Character.isHighSurrogate(value.charAt(LONGEST_TEXT - 1));
    return value.substring(0, half ? LONGEST_TEXT - 1 : LONGEST_TEXT);
  }

  void whole(FieldName name, long value) {
    if (fits(name)) {
      // Beyond 2^53 the collector's own numbers lose digits.
      boolean exact = Math.abs(value) <= 1L << 53;
      shield |= !fields.add(name.whole(), value) || name.isOurs() || !exact;
    }
  }

  void decimal(FieldName name, double value) {
    if (fits(name)) {
      shield |= !fields.add(name.decimal(), value) || name.isOurs();
    }
  }

  void truth(FieldName name, boolean value) {
    if (fits(name)) {
      shield |= !fields.add(name.truth(), value) || name.isOurs();
    }
  }

  private boolean fits(FieldName name) {
    if (fields.size() < MOST_ATTRIBUTES && name.length() <= LONGEST_NAME) {
      return true;
    }
    cut = true;
    return false;
  }

  /// Takes `value` for the message unless a better one is known; what is not taken becomes an
  /// attribute.
  void message(FieldName name, String value) {
    if (value.isBlank() || name.role().rank() >= messageRank) {
      text(name, value);
      return;
    }
    messageAsAttribute();
    message = value;
    messageName = name;
    messageRank = name.role().rank();
  }

  /// The message is not to become the body.
  void messageAsAttribute() {
    if (message != null && messageName != null) {
      text(messageName, message);
    }
    message = null;
    messageName = null;
  }

  /// Takes `found` for the severity, if it is one and no better field has been seen.
  void severity(FieldRole role, Severity found) {
    if (found != Severity.UNDEFINED_SEVERITY_NUMBER && role.rank() < severityRank) {
      severity = found;
      severityRank = role.rank();
    }
  }

  /// The same for a level that is a number, if the rest turns out to be a log record.
  void numberedSeverity(Severity found) {
    numbered = found;
  }

  /// A number in a level field counts beside a message or a time: `{"player":"ann","level":3}` has
  /// none.
  void settleNumberedSeverity() {
    boolean record = message != null || timeRank != NONE;
    if (record && !hasSeverity() && numbered != Severity.UNDEFINED_SEVERITY_NUMBER) {
      severity = numbered;
      severityRank = 0;
    }
  }

  /// Whether a field named the severity.
  boolean hasLevel() {
    return severityRank != NONE && hasSeverity();
  }

  /// The same for OpenTelemetry's own number, which goes before any text.
  void severityNumber(Severity found) {
    if (found != Severity.UNDEFINED_SEVERITY_NUMBER) {
      severity = found;
      severityRank = -1;
    }
  }

  void trace(FieldRole role, String value) {
    String id = TraceText.withoutPrefix(value, 32);
    if (role.rank() < traceRank && TraceText.isTraceId(id)) {
      traceId = id;
      traceRank = role.rank();
    } else {
      xray(value);
    }
  }

  void span(FieldRole role, String value) {
    String id = TraceText.withoutPrefix(value, 16);
    if (role.rank() < spanRank && TraceText.isSpanId(id)) {
      spanId = id;
      spanRank = role.rank();
    }
  }

  void time(FieldRole role, String value) {
    if (role.rank() < timeRank) {
      time = value;
      timeNanos = 0;
      timeRank = role.rank();
    }
  }

  void time(FieldRole role, long nanos) {
    if (role.rank() < timeRank) {
      time = null;
      timeNanos = nanos;
      timeRank = role.rank();
    }
  }

  @Override
  @SuppressWarnings("unchecked") // what is kept of a text is a text
  public <T> void add(AttributeKey<T> key, T value) {
    fields.addIfFree(key, value instanceof String text ? (T) kept(text) : value);
  }

  @Override
  public void severity(Severity found) {
    if (!hasSeverity()) {
      severity = found;
    }
  }

  @Override
  public @Nullable Object find(String name) {
    return fields.find(name);
  }

  @Override
  public void forEach(BiConsumer<String, Object> consumer) {
    fields.forEach(consumer);
  }

  @Override
  public void xray(String value) {
    String trace = TraceText.ofXray(value);
    xray = trace == null ? xray : trace;
  }

  /// Takes over what `inner` found in a text that is itself a JSON object, but for its message.
  void adopt(RecordBuilder inner) {
    boolean all = fields.addAll(inner.fields);
    severity = hasSeverity() ? severity : inner.severity;
    if (traceId == null) {
      traceId = inner.traceId;
      spanId = inner.spanId;
      flags = inner.flags;
    }
    xray = xray == null ? inner.xray : xray;
    invocationId = invocationId == null ? inner.invocationId : invocationId;
    invocationCertain |= inner.invocationCertain;
    if (time == null && timeNanos == 0) {
      time = inner.time;
      timeNanos = inner.timeNanos;
    }
    cut |= inner.cut;
    shield |= inner.shield || !all;
    error |= inner.error;
  }

  boolean hasSeverity() {
    return severity != Severity.UNDEFINED_SEVERITY_NUMBER;
  }
}
