package dev.cwforwarder.config;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;

/// The service of the log groups whose whole name matches an expression. One of
/// `SERVICE_NAME_RULES`.
///
/// @param group RE2's syntax, valid
/// @param template the name; `$0` to `$9` refer to groups of the expression, `$$` is a dollar sign
/// @see <a href="https://github.com/google/re2/wiki/Syntax">RE2's syntax</a>
public record ServiceNameRule(String group, String template) {
  private static final String ARROW = "=>";

  /// @throws IllegalArgumentException when the expression is malformed, or the template refers to
  ///   what the expression does not have
  public ServiceNameRule {
    requireNonNull(group, "group is null");
    requireNonNull(template, "template is null");
    if (group.isEmpty() || template.isEmpty()) {
      throw new IllegalArgumentException(
          "expected an expression and a name beside '" + ARROW + "'");
    }
    checkReferences(template, groups(group));
  }

  /// The rules `REGEX=>NAME`, separated by semicolons or line breaks, in their order.
  ///
  /// @throws IllegalArgumentException naming the first malformed rule
  static List<ServiceNameRule> parseAll(String raw) {
    List<ServiceNameRule> rules = new ArrayList<>();
    for (String text : raw.split("[;\n]", -1)) {
      if (!text.isBlank()) {
        rules.add(parse(text, rules.size() + 1));
      }
    }
    return List.copyOf(rules);
  }

  private static ServiceNameRule parse(String text, int position) {
    int arrow = text.indexOf(ARROW);
    if (arrow < 0) {
      throw new IllegalArgumentException(
          "expected REGEX=>NAME, separated by semicolons; rule %d is '%s'"
              .formatted(position, text.strip()));
    }
    try {
      return new ServiceNameRule(
          text.substring(0, arrow).strip(), text.substring(arrow + ARROW.length()).strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("rule %d: %s".formatted(position, e.getMessage()), e);
    }
  }

  private static int groups(String expression) {
    try {
      return Pattern.compile(expression).groupCount();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "expected a regular expression (RE2), got '%s': %s"
              .formatted(expression, e.getDescription()),
          e);
    }
  }

  private static void checkReferences(String template, int groups) {
    for (int at = template.indexOf('$'); at >= 0; at = template.indexOf('$', at + 2)) {
      char reference = at + 1 < template.length() ? template.charAt(at + 1) : ' ';
      if (reference == '$') {
        continue;
      }
      if (reference < '0' || reference > '9') {
        throw new IllegalArgumentException(
            "expected a digit or another $ after each $ of the name, got '" + template + "'");
      }
      if (reference - '0' > groups) {
        throw new IllegalArgumentException(
            "expected references up to $%d, got $%c: the expression has no more groups"
                .formatted(groups, reference));
      }
    }
  }
}
