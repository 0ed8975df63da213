package dev.cwforwarder.local;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/// What CloudFormation checks of the parameters of a template. It reports only the first problem.
/// No problem quotes the value, which may be secret.
final class ParameterLimits {
  private final Map<String, Map<String, Node>> parameters;

  ParameterLimits(Map<String, Map<String, Node>> parameters) {
    this.parameters = parameters;
  }

  /// One sentence for each problem, starting with the parameter's name.
  List<String> problems(Map<String, String> given) {
    List<String> problems = new ArrayList<>();
    given.forEach(
        (name, value) -> {
          Map<String, Node> parameter = parameters.get(name);
          if (parameter == null) {
            problems.add(name + ": the template has no such parameter" + similar(name));
          } else {
            check(name, value, parameter, problems);
          }
        });
    return problems;
  }

  private String similar(String name) {
    return parameters.keySet().stream()
        .filter(known -> known.equalsIgnoreCase(name.replaceAll("[_-]", "")))
        .findFirst()
        .map(known -> ", but " + known)
        .orElse("");
  }

  private static void check(
      String name, String value, Map<String, Node> parameter, List<String> problems) {
    List<String> allowed =
        StackTemplate.items(parameter.get("AllowedValues")).stream()
            .map(StackTemplate::text)
            .toList();
    if (!allowed.isEmpty() && !allowed.contains(value)) {
      problems.add("%s: expected one of %s".formatted(name, String.join(", ", allowed)));
    } else if (text(parameter, "Type").equals("Number")) {
      number(name, value, parameter, problems);
    } else {
      pattern(name, value, parameter, problems);
    }
    String max = text(parameter, "MaxLength");
    if (!max.isEmpty() && value.length() > Integer.parseInt(max)) {
      problems.add(
          "%s: expected at most %s characters, got %d".formatted(name, max, value.length()));
    }
  }

  private static void number(
      String name, String value, Map<String, Node> parameter, List<String> problems) {
    String min = text(parameter, "MinValue");
    String max = text(parameter, "MaxValue");
    try {
      BigDecimal number = new BigDecimal(value);
      if ((!min.isEmpty() && number.compareTo(new BigDecimal(min)) < 0)
          || (!max.isEmpty() && number.compareTo(new BigDecimal(max)) > 0)) {
        problems.add("%s: expected a number from %s to %s".formatted(name, min, max));
      }
    } catch (NumberFormatException _) {
      problems.add("%s: expected a number".formatted(name));
    }
  }

  private static void pattern(
      String name, String value, Map<String, Node> parameter, List<String> problems) {
    String pattern = text(parameter, "AllowedPattern");
    boolean list = text(parameter, "Type").equals("CommaDelimitedList");
    boolean matches =
        Stream.of(list ? value.split(",", -1) : new String[] {value})
            .allMatch(part -> pattern.isEmpty() || (list ? part.strip() : part).matches(pattern));
    if (!matches) {
      problems.add("%s: expected %s".formatted(name, text(parameter, "ConstraintDescription")));
    }
  }

  private static String text(Map<String, Node> parameter, String member) {
    return StackTemplate.text(parameter.get(member));
  }
}
