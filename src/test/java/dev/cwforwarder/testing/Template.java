package dev.cwforwarder.testing;

import java.io.StringReader;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// The parts of `template.yaml` that documents describe.
public final class Template {
  private final Node root = new Yaml().compose(new StringReader(Project.text("template.yaml")));

  /// The variables of all forwarding functions with the parameter that provides the value; empty
  /// for values from another source.
  public Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    at(root, "Globals", "Function", "Environment", "Variables")
        .forEach((name, value) -> variables.put(name, parameterIn(value)));
    return variables;
  }

  /// The variables that only the function `logicalId` has, like [#variables].
  public Map<String, String> variablesOf(String logicalId) {
    Map<String, String> variables = new LinkedHashMap<>();
    at(root, "Resources", logicalId, "Properties", "Environment", "Variables")
        .forEach((name, value) -> variables.put(name, parameterIn(value)));
    return variables;
  }

  public Collection<String> parameters() {
    return at(root, "Parameters").keySet();
  }

  /// A member of a parameter, such as `Default` or `MinValue`; empty if it has none.
  public String parameter(String name, String member) {
    return at(root, "Parameters", name).get(member) instanceof ScalarNode scalar
        ? scalar.getValue()
        : "";
  }

  private String parameterIn(Node value) {
    return switch (value) {
      case ScalarNode scalar
          when scalar.getTag().equals(new Tag("!Ref"))
              && parameters().contains(scalar.getValue()) ->
          scalar.getValue();
      case SequenceNode parts when value.getTag().equals(new Tag("!If")) ->
          parameterIn(parts.getValue().get(1));
      default -> "";
    };
  }

  private static Map<String, Node> at(Node node, String... path) {
    Node found = node;
    for (String name : path) {
      Node next = entries(found).get(name);
      if (next == null) {
        throw new IllegalStateException("template.yaml has no " + String.join(".", path));
      }
      found = next;
    }
    return entries(found);
  }

  private static Map<String, Node> entries(Node node) {
    Map<String, Node> entries = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      mapping
          .getValue()
          .forEach(
              entry ->
                  entries.put(((ScalarNode) entry.getKeyNode()).getValue(), entry.getValueNode()));
    }
    return entries;
  }
}
