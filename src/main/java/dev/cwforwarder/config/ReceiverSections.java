package dev.cwforwarder.config;

import dev.cwforwarder.config.text.ConfigNode;
import dev.cwforwarder.config.text.ConfigProblems;
import dev.cwforwarder.config.text.ConfigSection;
import dev.cwforwarder.config.text.ConfigVariables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the `awscloudwatch` sections of a configuration. The configuration is such a section
/// itself, a mapping that contains one by name, a list of either, or a collector's whole file.
final class ReceiverSections {
  private static final String TYPE = "awscloudwatch";
  private static final String RECEIVERS = "receivers";
  private static final Set<String> RECEIVER_KEYS =
      Set.of("region", "profile", "imds_endpoint", "storage", "logs", "metrics");

  private final ConfigVariables variables;
  private final ConfigProblems problems;
  private final List<ConfigSection> found = new ArrayList<>();

  ReceiverSections(ConfigVariables variables, ConfigProblems problems) {
    this.variables = variables;
    this.problems = problems;
  }

  /// The sections; records a problem when there are none.
  List<ConfigSection> of(ConfigNode root) {
    if (root instanceof ConfigNode.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        find("[%d]".formatted(i), sequence.items().get(i));
      }
    } else {
      find("", root);
    }
    if (found.isEmpty()) {
      problems.problem("", root.line(), "expected an awscloudwatch receiver, found none");
    }
    return found;
  }

  private void find(String path, ConfigNode node) {
    if (node instanceof ConfigNode.Mapping mapping) {
      ConfigNode receivers = mapping.members().get(RECEIVERS);
      if (receivers != null) {
        ignoreOthers(path, mapping);
        named(at(path, RECEIVERS), receivers);
        return;
      }
      if (mapping.members().keySet().stream().anyMatch(ReceiverSections::isReceiver)) {
        named(path, mapping);
        return;
      }
    }
    found.add(ConfigSection.of(path, node, variables, problems));
  }

  private void named(String path, ConfigNode node) {
    if (!(node instanceof ConfigNode.Mapping mapping)) {
      return;
    }
    for (Map.Entry<String, ConfigNode> member : mapping.members().entrySet()) {
      String keyPath = at(path, member.getKey());
      int line = member.getValue().line();
      if (isReceiver(member.getKey())) {
        found.add(ConfigSection.of(keyPath, member.getValue(), variables, problems));
      } else if (RECEIVER_KEYS.contains(member.getKey())) {
        problems.problem(
            keyPath, line, "expected inside awscloudwatch: indent it by two more spaces");
      } else {
        problems.warn(keyPath, line, "ignored: not an awscloudwatch receiver");
      }
    }
  }

  private void ignoreOthers(String path, ConfigNode.Mapping file) {
    file.members()
        .forEach(
            (key, node) -> {
              if (!key.equals(RECEIVERS)) {
                problems.warn(at(path, key), node.line(), "ignored: only receivers are used");
              }
            });
  }

  private static boolean isReceiver(String key) {
    return key.equals(TYPE) || key.startsWith(TYPE + "/");
  }

  private static String at(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
