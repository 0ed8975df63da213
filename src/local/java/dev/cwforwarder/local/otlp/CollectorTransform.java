package dev.cwforwarder.local.otlp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The transformations of ClickStack's collector before a record is stored: the fields of a JSON
/// object on one line of the body become attributes, a severity is derived if the sender set none,
/// and its text is converted to lower case.
///
/// @see <a
///   href="https://clickhouse.com/docs/use-cases/observability/clickstack/ingesting-data/otel-collector">
///   ClickStack's collector</a>
final class CollectorTransform {
  /// The severity as stored.
  record Severity(int number, String text) {}

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Pattern OBJECT = Pattern.compile("\\{.*\\}", Pattern.UNIX_LINES);
  private static final Pattern WORD =
      Pattern.compile(
          "alert|crit|emerg|fatal|error|err|warn|notice|debug|dbug|trace",
          Pattern.CASE_INSENSITIVE);
  private static final int HEAD = 256;
  private static final List<String> LEVELS =
      List.of("level", "Level", "LEVEL", "severity", "Severity", "SEVERITY", "log.level");

  private CollectorTransform() {}

  /// Adds the fields of a JSON object in `body` to `attributes`, replacing existing ones.
  static void readBody(String body, Map<String, String> attributes) {
    Matcher object = OBJECT.matcher(body);
    if (!object.find()) {
      return;
    }
    try {
      flatten("", JSON.readTree(object.group()), attributes);
    } catch (JsonProcessingException e) {
      // Not JSON: the collector ignores it, too.
    }
  }

  /// The severity of a record, given its complete attributes.
  static Severity severity(LogRecord record, String body, Map<String, String> attributes) {
    String text = record.getSeverityText();
    if (record.getSeverityNumberValue() != 0 || !text.isEmpty()) {
      return new Severity(record.getSeverityNumberValue(), text.toLowerCase(Locale.ROOT));
    }
    for (String name : LEVELS) {
      String level = attributes.getOrDefault(name, "");
      if (!level.isEmpty()) {
        return new Severity(0, level.toLowerCase(Locale.ROOT));
      }
    }
    Matcher word = WORD.matcher(body.substring(0, Math.min(HEAD, body.length())));
    return of(word.find() ? word.group().toLowerCase(Locale.ROOT) : "");
  }

  private static Severity of(String word) {
    return switch (word) {
      case "alert", "crit", "emerg", "fatal" -> new Severity(21, "fatal");
      case "error", "err" -> new Severity(17, "error");
      case "warn" -> new Severity(13, "warn");
      case "debug", "dbug" -> new Severity(5, "debug");
      case "trace" -> new Severity(1, "trace");
      default -> new Severity(9, "info");
    };
  }

  private static void flatten(String name, JsonNode node, Map<String, String> attributes) {
    String prefix = name.isEmpty() ? "" : name + ".";
    if (node.isObject()) {
      node.properties().forEach(one -> flatten(prefix + one.getKey(), one.getValue(), attributes));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(prefix + i, node.get(i), attributes);
      }
    } else {
      attributes.put(name, node.isNumber() ? AttributeText.of(node.doubleValue()) : text(node));
    }
  }

  private static String text(JsonNode node) {
    return node.isNull() ? "" : node.asText();
  }
}
