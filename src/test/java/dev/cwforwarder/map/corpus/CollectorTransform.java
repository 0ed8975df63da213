package dev.cwforwarder.map.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A model for tests of the transform that ClickStack's collector applies to log records, as
/// ClickHouse documents it. The user's own collector does not apply it.
///
/// @see <a
///   href="https://clickhouse.com/docs/use-cases/observability/clickstack/ingesting-data/otel-collector">ClickStack's
///   collector</a>
public final class CollectorTransform {
  /// A JSON null, which the collector stores as an empty value.
  public static final Object EMPTY = EmptyValue.EMPTY;

  private static final int PREFIX_BYTES = 256;
  private static final List<String> LEVELS =
      List.of("level", "Level", "LEVEL", "severity", "Severity", "SEVERITY", "log.level");
  // As in RE2, a dot matches anything but a line feed, and word boundaries are ASCII.
  private static final Pattern OBJECT = Pattern.compile("\\{.*\\}", Pattern.UNIX_LINES);
  private static final Pattern WORD =
      Pattern.compile(
          "\\b(?:(?<fatal>alert|crit|emerg|fatal)|(?<error>error|err)|(?<warn>warn|notice)"
              + "|(?<debug>debug|dbug)|(?<trace>trace))",
          Pattern.CASE_INSENSITIVE);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private CollectorTransform() {}

  /// The stored record for a record with only this body.
  public static Stored of(String body) {
    return of(body, Map.of(), "");
  }

  /// The stored record for a record with these attributes and this severity.
  ///
  /// @param severityText empty for a record without a severity
  public static Stored of(String body, Map<String, Object> attributes, String severityText) {
    Map<String, Object> stored = new LinkedHashMap<>(attributes);
    Matcher object = OBJECT.matcher(body);
    if (object.find()) {
      addObject(stored, object.group());
    }
    if (!severityText.isEmpty()) {
      return new Stored(stored, severityText.toLowerCase(Locale.ROOT), Origin.PRODUCER);
    }
    for (String name : LEVELS) {
      if (stored.get(name) instanceof String level && !level.isEmpty()) {
        return new Stored(stored, level.toLowerCase(Locale.ROOT), Origin.FIELD);
      }
    }
    String word = word(prefix(body));
    return new Stored(
        stored, word.isEmpty() ? "info" : word, word.isEmpty() ? Origin.NOTHING : Origin.WORD);
  }

  private static void addObject(Map<String, Object> stored, String json) {
    try {
      JsonNode object = JSON.readTree(json);
      object.properties().forEach(field -> add(stored, field.getKey(), ".", field.getValue()));
    } catch (JsonProcessingException e) {
      // The statement fails and changes nothing.
    }
  }

  /// @param dot the separator between a list's name and an index; empty for a list within a list
  private static void add(Map<String, Object> stored, String name, String dot, JsonNode value) {
    if (value.isObject()) {
      value.properties().forEach(f -> add(stored, name + "." + f.getKey(), ".", f.getValue()));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        add(stored, name + dot + i, "", value.get(i));
      }
    } else {
      stored.put(name, scalar(value));
    }
  }

  private static Object scalar(JsonNode value) {
    if (value.isNull()) {
      return EMPTY;
    }
    if (value.isNumber()) {
      return value.doubleValue();
    }
    return value.isBoolean() ? (Object) value.booleanValue() : value.textValue();
  }

  private static String prefix(String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return bytes.length < PREFIX_BYTES ? body : new String(bytes, 0, PREFIX_BYTES, UTF_8);
  }

  /// The level of the first word that starts like a level; empty for none.
  private static String word(String prefix) {
    Matcher word = WORD.matcher(prefix);
    if (word.find()) {
      for (String level : List.of("fatal", "error", "warn", "debug", "trace")) {
        if (word.group(level) != null) {
          return level;
        }
      }
    }
    return "";
  }

  private enum EmptyValue {
    EMPTY
  }

  /// The origin of a severity.
  enum Origin {
    PRODUCER,
    FIELD,
    WORD,
    NOTHING
  }

  /// A stored record.
  ///
  /// @param attributes flattened; numbers of the body's JSON are doubles, nulls [#EMPTY]
  /// @param severityText lower case
  public record Stored(Map<String, Object> attributes, String severityText, Origin origin) {
    public Stored {
      attributes = Map.copyOf(attributes);
    }
  }
}
