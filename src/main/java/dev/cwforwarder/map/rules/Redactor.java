package dev.cwforwarder.map.rules;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.cwforwarder.map.content.Content;
import dev.cwforwarder.map.content.ContentRecord;
import dev.cwforwarder.map.content.RecordKeys;
import dev.cwforwarder.map.content.sentences.Sentence;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.span.Span;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.common.ValueType;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Applies redactions to records and events, in two steps: first where the rules match, then
/// wherever else in the record the values are that they matched. Anything without a match remains
/// the same instance. Thread-safe.
@SuppressWarnings("ReferenceEquality") // unchanged values remain the same instance
final class Redactor {
  /// Smaller numbers are too short for a card or phone number.
  private static final long MIN_NUMBER = 1_000_000_000_000L;

  /// The maximum number of names that are known to have no match.
  private static final int MAX_PLAIN_NAMES = 4_096;

  /// Replaces a text for which more values were found in attributes alone than can be searched for
  /// in linear time.
  static final String REDACTED = "[redacted]";

  private final List<Redaction> redactions;
  private final TextRedactor texts;

  /// Applies to names. The rules of users do not: they could match the names of conventions.
  private final TextRedactor presets;

  /// Whether a replacement may turn the name of a member into one that the forwarder itself sets.
  private final boolean mayFormReserved;

  private final Set<String> plainNames = ConcurrentHashMap.newKeySet();

  Redactor(List<Redaction> redactions) {
    this.redactions = List.copyOf(redactions);
    this.texts = new TextRedactor(redactions);
    this.presets = new TextRedactor(redactions.stream().filter(Redaction::isPreset).toList());
    this.mayFormReserved =
        redactions.stream().map(Redaction::replacement).anyMatch(RecordKeys::mayFormReserved);
  }

  /// @param message the message of the event
  LogRecordData redact(LogRecordData logRecord, String message, Map<String, Integer> counts) {
    if (redactions.isEmpty()) {
      return logRecord;
    }
    Sentence sentence = ContentRecord.sentence(logRecord);
    if (sentence != null) {
      return redactSentence(logRecord, sentence, message, new FoundValues(counts));
    }
    Value<?> body = logRecord.getBodyValue();
    Attributes attributes = logRecord.getAttributes();
    FoundValues found = new FoundValues(counts);
    ValueRedactor matches = matches(found);
    found.body(true);
    Value<?> newBody = body == null ? null : matches.value("", body);
    found.body(false);
    Attributes newAttributes = matches.attributes(attributes);
    if (!found.isEmpty()) {
      FoundValues.Search search = found.search(body == null ? 0 : body.asString().length());
      Value<?> searched = newBody == null ? null : occurrences(search, found).value("", newBody);
      newBody = search.complete() ? searched : Value.of(REDACTED);
      search = found.search(length(attributes));
      newAttributes = occurrences(search, found).attributes(newAttributes);
    }
    return newBody == body && newAttributes == attributes
        ? logRecord
        : new RedactedRecord(logRecord, newBody == body ? body : guarded(newBody), newAttributes);
  }

  /// Redacts a record whose body was made from its attributes: makes the body again from the
  /// redacted ones, so that no part of a redacted value is in it. Rules see the message, too: they
  /// may match a value only together with its name.
  private LogRecordData redactSentence(
      LogRecordData logRecord, Sentence sentence, String message, FoundValues found) {
    Value<?> body = requireNonNull(logRecord.getBodyValue());
    Attributes attributes = logRecord.getAttributes();
    FoundValues uncounted = new FoundValues();
    texts.redact("", message, uncounted);
    texts.redact("", body.asString(), uncounted);
    found.body(true);
    found.addAll(uncounted);
    found.body(false);
    Attributes newAttributes = matches(found).attributes(attributes);
    if (!found.isEmpty()) {
      FoundValues.Search search = found.search(length(attributes));
      newAttributes = occurrences(search, found).attributes(newAttributes);
    }
    Value<?> said = newAttributes == attributes ? body : Value.of(said(sentence, newAttributes));
    Value<?> newBody = matches(found).value("", said);
    if (!found.isEmpty()) {
      FoundValues.Search search = found.search(said.asString().length());
      newBody =
          search.complete() ? occurrences(search, found).value("", newBody) : Value.of(REDACTED);
    }
    return newBody == body && newAttributes == attributes
        ? logRecord
        : new RedactedRecord(logRecord, newBody == body ? body : guarded(newBody), newAttributes);
  }

  private static String said(Sentence sentence, Attributes attributes) {
    Map<String, Object> fields = new HashMap<>();
    attributes.forEach((key, value) -> fields.put(key.getKey(), value));
    return requireNonNullElse(sentence.of(fields::get), REDACTED);
  }

  /// Prevents ClickStack's collector from parsing a name that a replacement may have formed.
  private @Nullable Value<?> guarded(@Nullable Value<?> body) {
    return mayFormReserved && body != null && body.getType() == ValueType.STRING
        ? Value.of(body.asString().replace("{", "{\n"))
        : body;
  }

  private static long length(Attributes attributes) {
    long[] length = new long[1];
    attributes.forEach(
        (key, value) -> length[0] += key.getKey().length() + String.valueOf(value).length());
    return length[0];
  }

  /// Redacts all texts of a span except its ids.
  Span redact(Span span, Map<String, Integer> counts) {
    if (redactions.isEmpty()) {
      return span;
    }
    FoundValues found = new FoundValues(counts);
    Span redacted = new SpanTexts(matchingTexts(found)).redact(span);
    if (found.isEmpty()) {
      return redacted;
    }
    FoundValues.Search search = found.search(length(span.attributes().attributes()));
    return new SpanTexts(occurringTexts(search, found)).redact(redacted);
  }

  /// Redacts the attributes of a resource, except those that describe its place: their numbers,
  /// such as accounts, are no secrets.
  Resource redactResource(Resource resource, Map<String, Integer> counts) {
    if (redactions.isEmpty()) {
      return resource;
    }
    AttributesBuilder place = Attributes.builder();
    AttributesBuilder others = Attributes.builder();
    resource
        .getAttributes()
        .forEach((key, value) -> put(isPlace(key.getKey()) ? place : others, key, value));
    Attributes original = others.build();
    Attributes redacted = matches(new FoundValues(counts)).attributes(original);
    return redacted == original
        ? resource
        : Resource.create(place.putAll(redacted).build(), resource.getSchemaUrl());
  }

  private static boolean isPlace(String name) {
    return name.startsWith("cloud") || name.startsWith("aws.") || name.startsWith("faas.");
  }

  @SuppressWarnings("unchecked") // the value has the type of its key
  private static void put(AttributesBuilder attributes, AttributeKey<?> key, Object value) {
    attributes.put((AttributeKey<Object>) key, value);
  }

  /// Redacts where a rule matches.
  private ValueRedactor matches(FoundValues found) {
    return new ValueRedactor(matchingTexts(found));
  }

  private ValueRedactor.Texts matchingTexts(FoundValues found) {
    return new ValueRedactor.Texts() {
      @Override
      public String text(String key, String text) {
        return texts.redact(key, text, found);
      }

      @Override
      public String name(String name) {
        return redactName(name, found);
      }

      @Override
      public boolean redacts(long number) {
        return Math.abs(number) >= MIN_NUMBER;
      }
    };
  }

  private String redactName(String name, FoundValues found) {
    if (plainNames.contains(name)) {
      return name;
    }
    String redacted = presets.redact("", name, found);
    if (redacted == name && plainNames.size() < MAX_PLAIN_NAMES) {
      plainNames.add(name);
    }
    return redacted;
  }

  /// Redacts values that were found elsewhere in the record.
  private static ValueRedactor occurrences(FoundValues.Search search, FoundValues found) {
    return new ValueRedactor(occurringTexts(search, found));
  }

  private static ValueRedactor.Texts occurringTexts(FoundValues.Search search, FoundValues found) {
    return new ValueRedactor.Texts() {
      @Override
      public String text(String key, String text) {
        String redacted = TextRedactor.redactValues(text, search, found, false);
        return key.isEmpty() ? redacted : TruncatedValue.redact(redacted, search);
      }

      @Override
      public String name(String name) {
        return TextRedactor.redactValues(name, search, found, false);
      }

      @Override
      public boolean redacts(long number) {
        return true;
      }
    };
  }

  /// Redacts the original events of `event`.
  ///
  /// @param content what the forwarder reads from the message
  List<LogEvent> redact(LogEvent event, Content content) {
    if (redactions.isEmpty()) {
      return event.originals();
    }
    FoundValues found = new FoundValues();
    found.body(true);
    String text = texts.redactLines(event.message(), found);
    found.body(false);
    texts.redact("", content.body(), found);
    matches(found).attributes(content.attributes());
    return new EventRedactor(texts, found, event.message().length()).redact(event, text);
  }
}
