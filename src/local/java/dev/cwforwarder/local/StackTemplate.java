package dev.cwforwarder.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Evaluates parts of a CloudFormation template before its deployment, with the short forms of the
/// intrinsic functions.
///
/// A resource that does not exist yet has a name as long as the one that CloudFormation creates.
public final class StackTemplate {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}]+)}");
  private static final int MAX_NAME = 63;
  private static final String SUFFIX = "-xxxxxxxxxxxx";

  /// The value of `AWS::NoValue`: the member or element is omitted.
  private static final Object NO_VALUE = new Object();

  private final Map<String, Node> root;
  private final Map<String, String> pseudo;
  private final Map<String, String> given;

  private StackTemplate(
      Map<String, Node> root, Map<String, String> pseudo, Map<String, String> given) {
    this.root = root;
    this.pseudo = pseudo;
    this.given = given;
  }

  /// Reads `template`, to evaluate it for a stack with this name.
  ///
  /// @param given values of parameters; the others have their defaults
  public static StackTemplate read(
      Path template, String stack, String region, Map<String, String> given) throws IOException {
    try (Reader reader = Files.newBufferedReader(template)) {
      Map<String, String> pseudo =
          Map.of(
              "AWS::AccountId",
              "123456789012",
              "AWS::Partition",
              "aws",
              "AWS::Region",
              region,
              "AWS::StackName",
              stack);
      return new StackTemplate(entries(new Yaml().compose(reader)), pseudo, Map.copyOf(given));
    }
  }

  /// The members of each parameter, such as `Type` and `AllowedPattern`.
  Map<String, Map<String, Node>> parameters() {
    Map<String, Map<String, Node>> parameters = new LinkedHashMap<>();
    entries(root.get("Parameters")).forEach((name, node) -> parameters.put(name, entries(node)));
    return parameters;
  }

  /// The properties of a resource: a map of texts, lists and maps.
  Object properties(String logicalId) {
    Node resource = requireNonNull(entries(root.get("Resources")).get(logicalId), logicalId);
    return evaluate(requireNonNull(entries(resource).get("Properties"), logicalId));
  }

  /// The descriptions of the assertions in `Rules` that do not hold.
  List<String> failedAssertions() {
    return entries(root.get("Rules")).values().stream()
        .flatMap(rule -> items(entries(rule).get("Assertions")).stream())
        .map(StackTemplate::entries)
        .filter(assertion -> !isTrue(requireNonNull(assertion.get("Assert"))))
        .map(assertion -> text(assertion.get("AssertDescription")))
        .toList();
  }

  private Object evaluate(Node node) {
    String tag = node.getTag().getValue();
    if (tag.startsWith("!")) {
      return function(tag, node);
    }
    return switch (node) {
      case MappingNode _ -> {
        Map<String, Object> values = new LinkedHashMap<>();
        entries(node).forEach((name, value) -> values.put(name, evaluate(value)));
        values.values().removeIf(value -> value == NO_VALUE);
        yield values;
      }
      case SequenceNode _ -> list(node);
      default -> text(node);
    };
  }

  private Object function(String tag, Node node) {
    return switch (tag) {
      case "!Ref" -> ref(text(node));
      case "!GetAtt" -> nameOf(text(node).replace('.', '-'));
      case "!Sub" -> sub(node);
      case "!If" -> {
        List<Node> parts = items(node);
        yield evaluate(parts.get(condition(text(parts.get(0))) ? 1 : 2));
      }
      case "!Join" ->
          String.join(text(items(node).get(0)), texts(evaluate(items(node).get(1))).toList());
      case "!Select" -> select(items(node));
      case "!Split" ->
          List.of(string(items(node).get(1)).split(Pattern.quote(text(items(node).get(0))), -1));
      case "!Equals", "!Not", "!And", "!Or", "!Condition" -> String.valueOf(isTrue(node));
      default -> throw new IllegalArgumentException("cannot evaluate " + tag);
    };
  }

  private boolean isTrue(Node node) {
    return switch (node.getTag().getValue()) {
      case "!Condition" -> condition(text(node));
      case "!Equals" -> string(items(node).get(0)).equals(string(items(node).get(1)));
      case "!Not" -> !isTrue(items(node).get(0));
      case "!And" -> items(node).stream().allMatch(this::isTrue);
      case "!Or" -> items(node).stream().anyMatch(this::isTrue);
      case String tag -> throw new IllegalArgumentException(tag + " is not a condition");
    };
  }

  private boolean condition(String name) {
    return isTrue(requireNonNull(entries(root.get("Conditions")).get(name), name));
  }

  private Object ref(String name) {
    if (name.equals("AWS::NoValue")) {
      return NO_VALUE;
    }
    if (pseudo.containsKey(name)) {
      return pseudo.get(name);
    }
    Map<String, Node> parameter = entries(entries(root.get("Parameters")).get(name));
    if (parameter.isEmpty()) {
      return nameOf(name);
    }
    String value = given.getOrDefault(name, text(parameter.get("Default")));
    return text(parameter.get("Type")).equals("CommaDelimitedList")
        ? Stream.of(value.split(",", -1)).map(String::strip).toList()
        : value;
  }

  private String nameOf(String logicalId) {
    String name = pseudo.get("AWS::StackName") + "-" + logicalId;
    return (name.substring(0, Math.min(name.length(), MAX_NAME - SUFFIX.length())) + SUFFIX)
        .toLowerCase(Locale.ROOT);
  }

  private String sub(Node node) {
    List<Node> parts = node instanceof SequenceNode ? items(node) : List.of(node);
    Map<String, Node> variables = parts.size() > 1 ? entries(parts.get(1)) : Map.of();
    Matcher matcher = VARIABLE.matcher(text(parts.get(0)));
    return matcher.replaceAll(
        found -> {
          Node own = variables.get(found.group(1));
          return Matcher.quoteReplacement(
              own == null ? String.valueOf(ref(found.group(1))) : string(own));
        });
  }

  private Object select(List<Node> parts) {
    return texts(evaluate(parts.get(1))).toList().get(Integer.parseInt(text(parts.get(0))));
  }

  private List<Object> list(Node node) {
    List<Object> values = new ArrayList<>();
    items(node).forEach(item -> values.add(evaluate(item)));
    values.removeIf(value -> value == NO_VALUE);
    return values;
  }

  private static Stream<String> texts(Object value) {
    return ((List<?>) value).stream().map(String::valueOf);
  }

  private String string(Node node) {
    return String.valueOf(evaluate(node));
  }

  static List<Node> items(@Nullable Node node) {
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
  }

  static Map<String, Node> entries(@Nullable Node node) {
    Map<String, Node> entries = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        entries.put(text(tuple.getKeyNode()), tuple.getValueNode());
      }
    }
    return entries;
  }

  static String text(@Nullable Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
