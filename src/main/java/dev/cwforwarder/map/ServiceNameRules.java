package dev.cwforwarder.map;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;

/// Derives service names from log group names with regular expressions. The first rule whose
/// expression matches the whole log group name, and whose template yields a name, takes precedence.
/// RE2J matches in linear time, whatever the expression. Thread-safe once all rules are added.
public final class ServiceNameRules implements ServiceNames {
  private final List<Rule> rules = new ArrayList<>();

  private record Rule(Pattern group, String template) {}

  /// Appends a rule.
  ///
  /// @param group a valid expression
  /// @param template the service name, in which `$1` to `$9` refer to the capturing groups, `$0` to
  ///   the whole log group name, and `$$` is a dollar sign
  public ServiceNameRules add(String group, String template) {
    rules.add(new Rule(Pattern.compile(group), template));
    return this;
  }

  @Override
  public String serviceOf(String logGroup) {
    for (Rule rule : rules) {
      Matcher match = rule.group().matcher(logGroup);
      if (match.matches()) {
        String name = expand(rule.template(), match);
        if (!name.isEmpty()) {
          return name;
        }
      }
    }
    return "";
  }

  private static String expand(String template, Matcher match) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      char next = template.charAt(i);
      if (next == '$') {
        i++;
        name.append(valueOf(template.charAt(i), match));
      } else {
        name.append(next);
      }
    }
    return name.toString().strip();
  }

  private static String valueOf(char reference, Matcher match) {
    if (reference == '$') {
      return "$";
    }
    String found = match.group(reference - '0');
    return found == null ? "" : found;
  }
}
