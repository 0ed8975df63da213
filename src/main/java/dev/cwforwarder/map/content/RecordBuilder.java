package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.sources.LogFindings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Collects what is extracted from a message. Reused for one message after the other; not
/// thread-safe.
final class RecordBuilder implements LogFindings {
  /// The maximum number of attributes that are extracted from one message.
  static final int MAX_ATTRIBUTES = 256;

  /// Longer texts are truncated, and attributes with longer names are dropped; the body is then
  /// complete.
  static final int MAX_TEXT_LENGTH = 32_768;

  static final int MAX_NAME_LENGTH = 512;

  private static final int NONE = Integer.MAX_VALUE;

  final Fields fields = new Fields(32);
  final LevelEvidence levels = new LevelEvidence();
  Severity severity = Severity.UNDEFINED_SEVERITY_NUMBER;
  @Nullable String message;

  /// Valid ids in lower case; the span id may also be 0.
  @Nullable String traceId;

  @Nullable String spanId;
  @Nullable String xray;
  @Nullable String invocationId;

  /// The time in a field of the message: a text, or nanoseconds since the epoch; 0 for none.
  @Nullable String time;

  long timeNanos;

  /// Whether the id is certainly a Lambda request id, whatever the source of the message.
  boolean invocationIdCertain;

  /// The level in Lambda's columns, as written, if the columns are removed from the body.
  @Nullable String levelColumn;

  byte flags;
  boolean truncated;

  /// Whether the message ends within an object.
  boolean cut;

  /// Whether the collector, which parses JSON in a body again, would change the attributes.
  boolean needsGuard;

  @Nullable String type;

  /// The flags of the matching [dev.cwforwarder.map.content.sources.KnownObject]s.
  int knownObjects;

  boolean error;
  long httpStatus;
  boolean httpRequest;
  final ResponseSeverity response = new ResponseSeverity();
  private @Nullable FieldName messageName;
  private int messageRank;
  private int severityRank;

  private int traceRank;
  private int spanRank;
  private int timeRank;

  RecordBuilder() {
    clear();
  }

  void clear() {
    fields.clear();
    message = null;
    messageName = null;
    traceId = null;
    spanId = null;
    xray = null;
    invocationId = null;
    time = null;
    timeNanos = 0;
    timeRank = NONE;
    levelColumn = null;
    invocationIdCertain = false;
    type = null;
    knownObjects = 0;
    flags = 0;
    truncated = false;
    cut = false;
    needsGuard = false;
    error = false;
    httpRequest = false;
    httpStatus = 0;
    response.clear();
    levels.clear();
    clearRanked();
  }

  private void clearRanked() {
    severity = Severity.UNDEFINED_SEVERITY_NUMBER;
    messageRank = NONE;
    severityRank = NONE;
    traceRank = NONE;
    spanRank = NONE;
  }

  /// Adds a text, truncated to the maximum length.
  void addString(FieldName name, String value) {
    if (!hasRoomFor(name)) {
      return;
    }
    needsGuard |= !fields.add(name.stringKey(), truncate(value)) || name.isReserved();
  }

  private String truncate(String value) {
    if (value.length() <= MAX_TEXT_LENGTH) {
      return value;
    }
    truncated = true;
    boolean splitsSurrogatePair = Character.isHighSurrogate(value.charAt(MAX_TEXT_LENGTH - 1));
    return value.substring(0, splitsSurrogatePair ? MAX_TEXT_LENGTH - 1 : MAX_TEXT_LENGTH);
  }

  void addLong(FieldName name, long value) {
    if (hasRoomFor(name)) {
      // The collector's numbers lose digits beyond 2^53.
      boolean exactAsDouble = Math.abs(value) <= 1L << 53;
      needsGuard |= !fields.add(name.longKey(), value) || name.isReserved() || !exactAsDouble;
    }
  }

  void addDouble(FieldName name, double value) {
    if (hasRoomFor(name)) {
      needsGuard |= !fields.add(name.doubleKey(), value) || name.isReserved();
    }
  }

  void addBoolean(FieldName name, boolean value) {
    if (hasRoomFor(name)) {
      needsGuard |= !fields.add(name.booleanKey(), value) || name.isReserved();
    }
  }

  private boolean hasRoomFor(FieldName name) {
    levels.see(name.role().bits());
    if (fields.size() < MAX_ATTRIBUTES && name.length() <= MAX_NAME_LENGTH) {
      return true;
    }
    truncated = true;
    needsGuard |= name.isReserved(); // the collector has no such limit
    return false;
  }

  /// Uses `value` as the message unless a field that takes precedence has been read. The value that
  /// is not used becomes an attribute.
  void offerMessage(FieldName name, String value) {
    if (value.isBlank() || name.role().rank() >= messageRank) {
      addString(name, value);
      return;
    }
    messageAsAttribute();
    levels.see(name.role().bits());
    message = value;
    messageName = name;
    messageRank = name.role().rank();
  }

  /// Turns the message into an attribute, so that it does not become the body.
  void messageAsAttribute() {
    if (message != null && messageName != null) {
      addString(messageName, message);
    }
    message = null;
    messageName = null;
  }

  /// Uses `found` as the severity if it is defined and no field that takes precedence has been
  /// read.
  ///
  /// @return whether it is used
  boolean offerSeverity(int rank, Severity found) {
    boolean isUsed = found != Severity.UNDEFINED_SEVERITY_NUMBER && rank < severityRank;
    severity = isUsed ? found : severity;
    severityRank = isUsed ? rank : severityRank;
    return isUsed;
  }

  /// Uses the level that the fields have together, once all of them have been read.
  void resolveLevel() {
    boolean known = hasSeverity();
    severity = levels.resolve(severity);
    severity = hasSeverity() || message != null ? severity : levels.nested();
    if (known != hasSeverity()) {
      severityRank = known ? NONE : 0;
    }
  }

  /// Whether there are fields that log records have.
  boolean isLogRecord() {
    return message != null || timeRank != NONE || hasSeverity() || levels.hasCandidates();
  }

  /// Whether the severity comes from a field.
  boolean hasLevel() {
    return severityRank != NONE && hasSeverity();
  }

  void offerTrace(FieldRole role, String value) {
    @Nullable String id = role.rank() < traceRank ? TraceText.traceId(value) : null;
    if (id != null) {
      traceId = id;
      traceRank = role.rank();
    } else {
      xray(value);
    }
  }

  void offerSpan(FieldRole role, String value) {
    @Nullable String id = role.rank() < spanRank ? TraceText.spanId(value) : null;
    if (id != null) {
      spanId = id;
      spanRank = role.rank();
    }
  }

  /// Uses the time, a text or nanoseconds, unless a field that takes precedence has been read.
  void offerTime(FieldRole role, @Nullable String text, long nanos) {
    if (role.rank() < timeRank) {
      time = text;
      timeNanos = nanos;
      timeRank = role.rank();
    }
  }

  @Override
  @SuppressWarnings("unchecked") // a truncated text is a text
  public <T> void add(AttributeKey<T> key, T value) {
    fields.addIfAbsent(key, value instanceof String text ? (T) truncate(text) : value);
  }

  @Override
  public void severity(Severity found) {
    if (!hasSeverity()) {
      severity = found;
    }
  }

  @Override
  public void response(long status, boolean raises) {
    response.set(status, raises);
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
    String trace = TraceText.fromXray(value);
    xray = trace == null ? xray : trace;
  }

  /// Merges what `nested` extracted from a text inside this message, except its message.
  void merge(RecordBuilder nested) {
    boolean allUnderOwnName = fields.addAll(nested.fields);
    severity = hasSeverity() ? severity : nested.severity;
    levels.merge(nested.levels);
    if (traceId == null) {
      traceId = nested.traceId;
      spanId = nested.spanId;
      flags = nested.flags;
    }
    xray = xray == null ? nested.xray : xray;
    invocationId = invocationId == null ? nested.invocationId : invocationId;
    invocationIdCertain |= nested.invocationIdCertain;
    if (time == null && timeNanos == 0) {
      time = nested.time;
      timeNanos = nested.timeNanos;
    }
    truncated |= nested.truncated;
    cut |= nested.cut;
    needsGuard |= nested.needsGuard || !allUnderOwnName;
    error |= nested.error;
  }

  boolean hasSeverity() {
    return severity != Severity.UNDEFINED_SEVERITY_NUMBER;
  }
}
