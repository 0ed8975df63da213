package dev.cwforwarder.config.text;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// Writes configuration as JSON on a single line.
public final class ConfigJson {
  private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?");

  private ConfigJson() {}

  /// `node` as JSON.
  public static String of(ConfigNode node) {
    return switch (node) {
      case ConfigNode.Mapping mapping -> {
        StringJoiner members = new StringJoiner(",", "{", "}");
        mapping.members().forEach((name, value) -> members.add(quoted(name) + ":" + of(value)));
        yield members.toString();
      }
      case ConfigNode.Sequence sequence -> {
        StringJoiner items = new StringJoiner(",", "[", "]");
        sequence.items().forEach(item -> items.add(of(item)));
        yield items.toString();
      }
      case ConfigNode.Scalar scalar -> scalar(scalar);
    };
  }

  private static String scalar(ConfigNode.Scalar scalar) {
    return switch (scalar.kind()) {
      case TEXT -> quoted(scalar.text());
      // Unchanged. A number that is not valid JSON, such as 010, is quoted: its value would change
      // otherwise.
      case NUMBER ->
          JSON_NUMBER.matcher(scalar.text()).matches() ? scalar.text() : quoted(scalar.text());
      case BOOLEAN -> scalar.text();
      case NOTHING -> "null";
    };
  }

  /// `text` as a JSON string, with quotes and escapes.
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    JsonStringEncoder.getInstance().quoteAsString(text, quoted);
    return quoted.append('"').toString();
  }
}
