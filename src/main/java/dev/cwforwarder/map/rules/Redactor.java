package dev.cwforwarder.map.rules;

import dev.cwforwarder.model.LogEvent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Applies redactions to the texts of records and events. Anything without a match remains the same
/// instance. The record's id is never redacted, because duplicates are removed by it.
@SuppressWarnings("ReferenceEquality") // unchanged values remain the same instance
final class Redactor {
  private static final String UID = "log.record.uid";

  /// Smaller numbers are too short for a card or phone number.
  private static final long MIN_NUMBER = 1_000_000_000_000L;

  private final List<Redaction> redactions;

  Redactor(List<Redaction> redactions) {
    this.redactions = List.copyOf(redactions);
  }

  LogRecordData redact(LogRecordData logRecord, Map<String, Integer> counts) {
    if (redactions.isEmpty()) {
      return logRecord;
    }
    Value<?> body = logRecord.getBodyValue();
    Value<?> newBody = body == null ? null : value("", body, counts);
    Attributes attributes = attributes(logRecord.getAttributes(), counts);
    return newBody == body && attributes == logRecord.getAttributes()
        ? logRecord
        : new RedactedRecord(logRecord, newBody, attributes);
  }

  /// Redacts the original events of `event`. A match in their joined text is redacted in each line
  /// that it spans.
  List<LogEvent> redact(LogEvent event) {
    String text = event.message();
    if (!event.joined().isEmpty()) {
      for (Redaction redaction : redactions) {
        text = redaction.redactLines(text);
      }
    }
    if (text.equals(event.message())) {
      return event.originals().stream().map(this::redactSingle).toList();
    }
    List<LogEvent> originals = new ArrayList<>();
    int from = 0;
    for (LogEvent original : event.joined()) {
      int to = endOfLines(text, from, lines(original.message()));
      String message = text.substring(from, to) + lineBreak(original.message());
      originals.add(redactSingle(withMessage(original, message)));
      from = Math.min(to + 1, text.length());
    }
    return originals;
  }

  private static LogEvent withMessage(LogEvent event, String message) {
    return new LogEvent(event.id(), event.timestampMillis(), message, event.extractedFields());
  }

  private static String lineBreak(String message) {
    return message.endsWith("\r\n") ? "\r\n" : message.endsWith("\n") ? "\n" : "";
  }

  /// The number of lines of a message in the joined text; a trailing line break adds none.
  private static int lines(String message) {
    int breaks = (int) message.chars().filter(c -> c == '\n').count();
    return message.endsWith("\n") ? breaks : breaks + 1;
  }

  private static int endOfLines(String text, int from, int lines) {
    int at = text.indexOf('\n', from);
    for (int i = 1; i < lines && at >= 0; i++) {
      at = text.indexOf('\n', at + 1);
    }
    return at < 0 ? text.length() : at;
  }

  private LogEvent redactSingle(LogEvent event) {
    Map<String, Integer> uncounted = new HashMap<>();
    Map<String, String> fields = new HashMap<>();
    event.extractedFields().forEach((key, text) -> fields.put(key, text(key, text, uncounted)));
    String message = text("", event.message(), uncounted);
    return uncounted.isEmpty()
        ? event
        : new LogEvent(event.id(), event.timestampMillis(), message, fields);
  }

  private Attributes attributes(Attributes original, Map<String, Integer> counts) {
    AttributesBuilder changed = original.toBuilder();
    boolean[] any = new boolean[1];
    original.forEach(
        (key, value) -> {
          Object redacted = key.getKey().equals(UID) ? value : attribute(key, value, counts);
          if (redacted != value) {
            any[0] = true;
            put(changed, key, redacted);
          }
        });
    return any[0] ? changed.build() : original;
  }

  private Object attribute(AttributeKey<?> key, Object value, Map<String, Integer> counts) {
    return switch (value) {
      case String text -> text(key.getKey(), text, counts);
      case Long number when Math.abs(number) >= MIN_NUMBER -> {
        String digits = number.toString();
        String redacted = text(key.getKey(), digits, counts);
        yield redacted.equals(digits) ? value : redacted;
      }
      case List<?> list -> list(key.getKey(), list, counts);
      case Value<?> nested -> value(key.getKey(), nested, counts);
      default -> value;
    };
  }

  @SuppressWarnings("unchecked") // the value has the type of its key, or is text
  private static void put(AttributesBuilder attributes, AttributeKey<?> key, Object value) {
    if (value instanceof String text && !key.getType().name().equals("STRING")) {
      attributes.remove(key);
      attributes.put(key.getKey(), text);
    } else {
      attributes.put((AttributeKey<Object>) key, value);
    }
  }

  private Object list(String key, List<?> list, Map<String, Integer> counts) {
    List<Object> changed = new ArrayList<>(list.size());
    boolean any = false;
    for (Object item : list) {
      Object redacted = item instanceof String text ? text(key, text, counts) : item;
      any |= redacted != item;
      changed.add(redacted);
    }
    return any ? changed : list;
  }

  private Value<?> value(String key, Value<?> value, Map<String, Integer> counts) {
    return switch (value.getType()) {
      case STRING -> {
        String text = (String) value.getValue();
        String redacted = text(key, text, counts);
        yield redacted.equals(text) ? value : Value.of(redacted);
      }
      case LONG, DOUBLE, BOOLEAN, BYTES, EMPTY -> value;
      case ARRAY -> {
        List<Value<?>> items = new ArrayList<>();
        boolean any = false;
        for (Object item : (List<?>) value.getValue()) {
          Value<?> redacted = value(key, (Value<?>) item, counts);
          any |= redacted != item;
          items.add(redacted);
        }
        yield any ? Value.of(items) : value;
      }
      case KEY_VALUE_LIST -> members(value, counts);
    };
  }

  private Value<?> members(Value<?> value, Map<String, Integer> counts) {
    List<KeyValue> members = new ArrayList<>();
    boolean any = false;
    for (Object item : (List<?>) value.getValue()) {
      KeyValue member = (KeyValue) item;
      Value<?> redacted = value(member.getKey(), member.getValue(), counts);
      any |= redacted != member.getValue();
      members.add(KeyValue.of(member.getKey(), redacted));
    }
    return any ? Value.of(members.toArray(KeyValue[]::new)) : value;
  }

  private String text(String key, String text, Map<String, Integer> counts) {
    String redacted = text;
    for (Redaction redaction : redactions) {
      redacted =
          key.isEmpty()
              ? redaction.redact(redacted, counts)
              : redaction.redact(key, redacted, counts);
    }
    return redacted.equals(text) ? text : redacted;
  }
}
