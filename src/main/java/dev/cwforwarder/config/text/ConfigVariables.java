package dev.cwforwarder.config.text;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Resolves references to variables like the OpenTelemetry Collector: `${env:NAME}`, `${NAME}`,
/// `${env:NAME:-fallback}`. `$$` yields a single `$`.
///
/// @param values values of the known variables, by name
/// @see <a
///   href="https://opentelemetry.io/docs/collector/configuration/#environment-variables">Environment
///   variables</a>
public record ConfigVariables(Map<String, String> values) {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\$|\\$\\{(?:env:)?([A-Za-z_]\\w*)(?::-([^}]*))?}|\\$\\{([^}]*)}?");

  public ConfigVariables {
    values = Map.copyOf(values);
  }

  /// `text` with all references resolved.
  ///
  /// @throws IllegalArgumentException when a variable is unknown or a reference is malformed
  String resolve(String text) {
    return text.indexOf('$') < 0 ? text : REFERENCE.matcher(text).replaceAll(this::replacement);
  }

  private String replacement(MatchResult found) {
    if (found.group().equals("$$")) {
      return Matcher.quoteReplacement("$");
    }
    String name = found.group(1);
    if (name == null) {
      throw new IllegalArgumentException(
          "expected a reference such as ${env:AWS_REGION}: other kinds are not supported");
    }
    String value = values.getOrDefault(name, found.group(2));
    if (value == null) {
      throw new IllegalArgumentException(
          "the variable %s is not available here; write its value instead".formatted(name));
    }
    return Matcher.quoteReplacement(value);
  }
}
