package dev.cwforwarder.map;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;

/// Services by regular expressions over log groups; the first rule that matches a whole name and
/// gives a name wins. RE2J's time is linear in the name, whatever the expression. Thread-safe once
/// all rules are added.
public final class ServiceNameRules implements ServiceNames {
  private final List<Rule> rules = new ArrayList<>();

  private record Rule(Pattern group, String template) {}

  /// Adds a rule behind those there are.
  ///
  /// @param group a valid expression
  /// @param template `$1` to `$9` stand for what the groups of the expression found, `$0` for the
  ///   whole name, `$$` for a dollar sign
  public ServiceNameRules add(String group, String template) {
    rules.add(new Rule(Pattern.compile(group), template));
    return this;
  }

  @Override
  public String serviceOf(String logGroup) {
    for (Rule rule : rules) {
      Matcher match = rule.group().matcher(logGroup);
      if (match.matches()) {
        String name = filledIn(rule.template(), match);
        if (!name.isEmpty()) {
          return name;
        }
      }
    }
    return "";
  }

  private static String filledIn(String template, Matcher match) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      char next = template.charAt(i);
      if (next == '$') {
        i++;
        name.append(standsFor(template.charAt(i), match));
      } else {
        name.append(next);
      }
    }
    return name.toString().strip();
  }

  private static String standsFor(char reference, Matcher match) {
    if (reference == '$') {
      return "$";
    }
    String found = match.group(reference - '0');
    return found == null ? "" : found;
  }
}
