package dev.cwforwarder.map;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.map.corpus.Corpus;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.testing.Records;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A message can be rebuilt from its record: each word of a text and each value of an object is in
/// the body, an attribute, or a field of the record. Checked for all golden inputs and the corpus,
/// and for random variations of them.
final class NothingIsLostTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VARIATIONS = 12;

  /// `2026-01-01T00:00:00.000Z`.
  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private static final String SEPARATORS = "[\\s\\[\\]():]+";

  /// Words that a runtime writes in each line of a form, so that the form tells them.
  private static final Set<String> FIXED = Set.of("RequestId", "undefined", "null", "");

  @Test
  void messageCanBeRebuiltFromItsRecord() throws IOException {
    for (LogEvent event : events()) {
      check(event);
    }
  }

  @Test
  void variedMessageCanBeRebuiltFromItsRecord() throws IOException {
    Random random = new Random(23);
    for (LogEvent event : events()) {
      for (int i = 0; i < VARIATIONS; i++) {
        check(new LogEvent(event.id(), event.timestampMillis(), varied(event.message(), random)));
      }
    }
  }

  private static List<LogEvent> events() throws IOException {
    List<LogEvent> events = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/golden"))) {
      for (Path file : files.filter(path -> path.endsWith("input.json")).sorted().toList()) {
        for (JsonNode event : JSON.readTree(file.toFile()).path("logEvents")) {
          events.add(
              new LogEvent(
                  "uid", event.path("timestamp").asLong(), event.path("message").asText()));
        }
      }
    }
    Corpus.lines()
        .forEach(line -> events.add(new LogEvent("uid", 1_764_000_000_000L, line.message())));
    assertThat(events).hasSizeGreaterThan(1_000);
    return events;
  }

  /// Removes or repeats a part of `message`.
  private static String varied(String message, Random random) {
    int from = random.nextInt(message.length() + 1);
    int to = Math.min(message.length(), from + random.nextInt(12));
    return message.substring(0, from) + message.substring(random.nextBoolean() ? to : from / 2);
  }

  private static void check(LogEvent event) {
    LogRecordData logRecord =
        Records.mapper()
            .map(new LogBatch(Records.SOURCE, List.of(event)), Instant.EPOCH)
            .getFirst();
    String all = everything(logRecord);
    String severity = logRecord.getSeverity().name().toLowerCase(Locale.ROOT);
    for (String part : parts(event.message())) {
      boolean isThere =
          all.contains(part)
              || plain(all).contains(value(part))
              || value(part).toLowerCase(Locale.ROOT).equals(severity)
              || FIXED.contains(part);
      assertThat(isThere).as("%s of %s in %s", part, event.message(), all).isTrue();
    }
  }

  /// The value of a pair.
  private static String value(String word) {
    return plain(word.replaceFirst("^[\\w.@-]+=", ""));
  }

  /// Without the quotes and escapes of pairs.
  private static String plain(String text) {
    return text.replace("\"", "").replace("\\", "");
  }

  /// What is sent, except the names of attributes.
  private static String everything(LogRecordData logRecord) {
    StringBuilder all = new StringBuilder();
    all.append(requireNonNull(logRecord.getBodyValue()).asString());
    logRecord.getAttributes().forEach((_, value) -> all.append('\n').append(value));
    return all.append('\n')
        .append(logRecord.getSpanContext().getTraceId())
        .append('\n')
        .append(logRecord.getSpanContext().getSpanId())
        .append('\n')
        .append(logRecord.getSpanContext().getTraceFlags().asHex())
        .append('\n')
        .append(MILLISECONDS.format(Instant.ofEpochSecond(0, logRecord.getTimestampEpochNanos())))
        .toString();
  }

  /// The words of a text, and the values of an object at its end.
  private static List<String> parts(String message) {
    List<String> parts = new ArrayList<>();
    int brace = message.indexOf('{');
    @Nullable JsonNode object = brace < 0 ? null : object(message.substring(brace));
    String text = object == null ? message : message.substring(0, brace);
    if (object != null) {
      addValues(object, parts);
    }
    parts.addAll(List.of(text.split(SEPARATORS, -1)));
    return parts;
  }

  private static @Nullable JsonNode object(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static void addValues(JsonNode node, List<String> parts) {
    if (node.isContainerNode()) {
      node.forEach(child -> addValues(child, parts));
    } else if (node.isTextual()) {
      @Nullable JsonNode inner = node.asText().startsWith("{") ? object(node.asText()) : null;
      if (inner == null) {
        parts.addAll(List.of(node.asText().split(SEPARATORS, -1)));
      } else {
        addValues(inner, parts);
      }
    }
  }
}
