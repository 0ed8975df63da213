package dev.cwforwarder.local.lambda;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// One function of a SAM template, with the default values of the parameters.
///
/// Resolves plain values and `!Ref` to a parameter. Values with any other intrinsic function are
/// omitted, since only CloudFormation can resolve them.
///
/// @param variableNames the names of all environment variables, with or without a known value
/// @param environment the variables with a known, non-empty value
public record TemplateFunction(
    String handlerClass,
    Set<String> variableNames,
    Map<String, String> environment,
    int memoryMegabytes,
    Duration timeout) {
  private static final String FUNCTION = "AWS::Serverless::Function";
  private static final String DEFAULT_MEMORY = "128";
  private static final String DEFAULT_SECONDS = "3";

  public TemplateFunction {
    requireNonNull(handlerClass, "handlerClass is null");
    variableNames = Set.copyOf(variableNames);
    environment = Map.copyOf(environment);
    requireNonNull(timeout, "timeout is null");
  }

  /// All functions of the template.
  public static List<TemplateFunction> readAll(Path template) throws IOException {
    try (Reader reader = Files.newBufferedReader(template)) {
      Node root = new Yaml().compose(reader);
      Template whole =
          new Template(entries(at(root, "Parameters")), at(root, "Globals", "Function"));
      return whole.functions(entries(at(root, "Resources")));
    }
  }

  private record Template(Map<String, Node> parameters, @Nullable Node globals) {
    List<TemplateFunction> functions(Map<String, Node> resources) {
      List<TemplateFunction> functions = new ArrayList<>();
      resources.forEach(
          (_, resource) -> {
            if (FUNCTION.equals(text(at(resource, "Type")))) {
              functions.add(function(at(resource, "Properties")));
            }
          });
      return functions;
    }

    private TemplateFunction function(@Nullable Node properties) {
      Map<String, String> environment = new HashMap<>();
      // A function without environment of its own refers to AWS::NoValue.
      if (!(at(properties, "Environment") instanceof ScalarNode)) {
        environment.putAll(variables(globals));
        environment.putAll(variables(properties));
      }
      Set<String> names = Set.copyOf(environment.keySet());
      environment.values().removeIf(String::isEmpty);
      return new TemplateFunction(
          property(properties, "Handler", "").split("::", 2)[0],
          names,
          environment,
          Integer.parseInt(property(properties, "MemorySize", DEFAULT_MEMORY)),
          Duration.ofSeconds(Long.parseLong(property(properties, "Timeout", DEFAULT_SECONDS))));
    }

    private Map<String, String> variables(@Nullable Node properties) {
      Map<String, String> variables = new HashMap<>();
      entries(at(properties, "Environment", "Variables"))
          .forEach((name, value) -> variables.put(name, known(value)));
      return variables;
    }

    private String property(@Nullable Node properties, String name, String absent) {
      String own = known(at(properties, name));
      String global = known(at(globals, name));
      return !own.isEmpty() ? own : !global.isEmpty() ? global : absent;
    }

    /// The value; empty if only CloudFormation can resolve it.
    private String known(@Nullable Node value) {
      if (!(value instanceof ScalarNode scalar)) {
        return "";
      }
      return switch (scalar.getTag().getValue()) {
        case "!Ref" -> text(at(parameters.get(scalar.getValue()), "Default"));
        case String tag when tag.startsWith("!") -> "";
        default -> scalar.getValue();
      };
    }
  }

  private static @Nullable Node at(@Nullable Node node, String... path) {
    @Nullable Node found = node;
    for (String key : path) {
      found = entries(found).get(key);
    }
    return found;
  }

  private static Map<String, Node> entries(@Nullable Node node) {
    Map<String, Node> entries = new HashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        entries.put(text(tuple.getKeyNode()), tuple.getValueNode());
      }
    }
    return entries;
  }

  private static String text(@Nullable Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
