package dev.cwforwarder.config;

import dev.cwforwarder.map.ServiceNameRules;

/// Reads `SERVICE_NAME_RULES`: rules `REGEX=>NAME`, separated by semicolons or line breaks. In a
/// name, `$0` to `$9` refer to the groups of the expression, and `$$` is a dollar sign.
final class ServiceNameReader {
  private static final String ARROW = "=>";

  private ServiceNameReader() {}

  /// The rules in their order.
  ///
  /// @throws IllegalArgumentException describing the first malformed rule
  static ServiceNameRules parse(String raw) {
    ServiceNameRules rules = new ServiceNameRules();
    int position = 0;
    for (String text : raw.split("[;\n]", -1)) {
      if (!text.isBlank()) {
        position++;
        add(rules, text.strip(), position);
      }
    }
    return rules;
  }

  private static void add(ServiceNameRules rules, String text, int position) {
    int arrow = text.indexOf(ARROW);
    if (arrow < 0) {
      throw new IllegalArgumentException(
          "expected REGEX=>NAME, separated by semicolons; rule %d is '%s'"
              .formatted(position, text));
    }
    String group = text.substring(0, arrow).strip();
    String template = text.substring(arrow + ARROW.length()).strip();
    try {
      check(group, template);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("rule %d: %s".formatted(position, e.getMessage()), e);
    }
    rules.add(group, template);
  }

  private static void check(String group, String template) {
    if (group.isEmpty() || template.isEmpty()) {
      throw new IllegalArgumentException(
          "expected an expression before '%s' and a name after it".formatted(ARROW));
    }
    int groups = Expressions.regex(group).groupCount();
    for (int at = template.indexOf('$'); at >= 0; at = template.indexOf('$', at + 2)) {
      char reference = at + 1 < template.length() ? template.charAt(at + 1) : ' ';
      if (reference == '$') {
        continue;
      }
      if (reference < '0' || reference > '9') {
        throw new IllegalArgumentException(
            "expected a digit or another $ after each $ in the name, got '" + template + "'");
      }
      if (reference - '0' > groups) {
        throw new IllegalArgumentException(
            "expected references up to $%d, got $%c: the expression has no more groups"
                .formatted(groups, reference));
      }
    }
  }
}
