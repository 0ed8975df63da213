package dev.cwforwarder.config;

import dev.cwforwarder.config.text.ConfigJson;
import dev.cwforwarder.config.text.ConfigNode;
import dev.cwforwarder.config.text.ConfigProblems;
import dev.cwforwarder.config.text.ConfigText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// Converts a collector's configuration with an `awscloudwatch` receiver to parameters of the
/// stack.
///
/// @param parameters of the stack by name; never secrets
/// @param remaining one sentence for each part that has no counterpart or needs manual
///   configuration
public record CollectorImport(Map<String, String> parameters, List<String> remaining) {
  private static final String EXPORTERS = "exporters";
  private static final String PROCESSORS = "processors";
  private static final String RECEIVERS = "receivers";
  private static final Pattern LOCAL =
      Pattern.compile(
          "https?://(localhost|127[.\\d]*|\\[::1]|host\\.docker\\.internal)(:.*|/.*)?",
          Pattern.CASE_INSENSITIVE);
  private static final int EMPTY = "{}".length();

  public CollectorImport {
    parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    remaining = List.copyOf(remaining);
  }

  /// Converts the text of a collector's file.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException listing every problem with its path and
  ///   line
  public static CollectorImport of(String text) {
    ConfigProblems problems = new ConfigProblems("configuration");
    ConfigNode root = ConfigText.parse(text, problems);
    Reader reader = new Reader();
    reader.receivers(root, problems);
    reader.exporters(root);
    reader.processors(root);
    reader.others(root);
    // Parsed like in the function, so that a configuration that the function refuses fails here.
    String config = reader.parameters.getOrDefault("PollConfig", "{}");
    reader.remaining.addAll(
        PollSettings.parse(config, Map.of("AWS_REGION", "us-east-1"), true).warnings());
    return new CollectorImport(reader.parameters, reader.remaining);
  }

  private static final class Reader {
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final List<String> remaining = new ArrayList<>();

    void receivers(ConfigNode root, ConfigProblems problems) {
      StringJoiner sections = new StringJoiner(",", "{", "}");
      members(root, RECEIVERS)
          .forEach(
              (name, node) -> {
                if (isOfType(name, "awscloudwatch")) {
                  sections.add(ConfigJson.quoted(name) + ":" + ConfigJson.of(node));
                } else {
                  remaining.add("receivers.%s: not an awscloudwatch receiver".formatted(name));
                }
              });
      if (sections.length() == EMPTY) {
        problems.problem(RECEIVERS, root.line(), "expected an awscloudwatch receiver, found none");
        problems.check();
      }
      parameters.put("PollConfig", sections.toString());
    }

    void exporters(ConfigNode root) {
      boolean found = false;
      for (Map.Entry<String, ConfigNode> exporter : members(root, EXPORTERS).entrySet()) {
        String name = exporter.getKey();
        boolean otlp = isOfType(name, "otlphttp") || isOfType(name, "otlp_http");
        if (otlp && !found) {
          found = true;
          exporter(name, exporter.getValue());
        } else {
          remaining.add(
              "exporters.%s: ignored, only one otlphttp exporter can be the destination"
                  .formatted(name));
        }
      }
      if (!found) {
        remaining.add("exporters: no otlphttp exporter; set ClickStackEndpoint");
      }
    }

    private void exporter(String name, ConfigNode node) {
      members(node)
          .forEach(
              (key, value) -> {
                switch (key) {
                  case "endpoint" -> address("ClickStackEndpoint", scalar(value));
                  case "logs_endpoint" -> address("OtlpLogsEndpoint", scalar(value));
                  case "compression" -> parameters.put("Compression", scalar(value));
                  case "headers" -> headers(name, value);
                  default -> remaining.add("exporters.%s.%s: no counterpart".formatted(name, key));
                }
              });
    }

    private void address(String parameter, String address) {
      parameters.put(parameter, address);
      if (LOCAL.matcher(address).matches()) {
        remaining.add(
            "%s: %s is the collector's machine; the functions need an address that they can reach"
                .formatted(parameter, address));
      }
    }

    private void headers(String name, ConfigNode headers) {
      members(headers)
          .forEach(
              (header, _) ->
                  remaining.add(
                      header.equalsIgnoreCase("authorization")
                          ? "exporters.%s.headers.%s: a secret; store it in Secrets Manager and set ClickStackApiKeyArn, or for a trial set ClickStackApiKey"
                              .formatted(name, header)
                          : "exporters.%s.headers.%s: set OtlpHeaders".formatted(name, header)));
    }

    void processors(ConfigNode root) {
      StringJoiner attributes = new StringJoiner(",");
      members(root, PROCESSORS)
          .forEach(
              (name, node) -> {
                if (isOfType(name, "resource")) {
                  resource(name, node, attributes);
                } else if (isOfType(name, "batch") || isOfType(name, "memory_limiter")) {
                  remaining.add(
                      "processors.%s: not needed, each invocation sends its events in batches"
                          .formatted(name));
                } else {
                  remaining.add("processors.%s: no counterpart".formatted(name));
                }
              });
      if (attributes.length() > 0) {
        parameters.put("ResourceAttributes", attributes.toString());
      }
    }

    private void resource(String name, ConfigNode node, StringJoiner attributes) {
      ConfigNode list = members(node).get("attributes");
      if (!(list instanceof ConfigNode.Sequence sequence)) {
        return;
      }
      for (ConfigNode item : sequence.items()) {
        Map<String, ConfigNode> action = members(item);
        String key = action.containsKey("key") ? scalar(action.get("key")) : "";
        String operation = action.containsKey("action") ? scalar(action.get("action")) : "";
        boolean plain =
            action.containsKey("value")
                && (operation.equals("upsert") || operation.equals("insert"));
        if (plain) {
          attributes.add(key + "=" + scalar(action.get("value")));
        } else {
          remaining.add(
              "processors.%s: the action on '%s' is not a plain value".formatted(name, key));
        }
      }
    }

    void others(ConfigNode root) {
      for (String key : members(root).keySet()) {
        switch (key) {
          case RECEIVERS, PROCESSORS, EXPORTERS, "service" -> {}
          default -> remaining.add(key + ": no counterpart");
        }
      }
    }

    private static boolean isOfType(String name, String type) {
      return name.equals(type) || name.startsWith(type + "/");
    }

    private static Map<String, ConfigNode> members(ConfigNode root, String key) {
      ConfigNode node = members(root).get(key);
      return node == null ? Map.of() : members(node);
    }

    private static Map<String, ConfigNode> members(ConfigNode node) {
      return node instanceof ConfigNode.Mapping mapping ? mapping.members() : Map.of();
    }

    private static String scalar(@org.jspecify.annotations.Nullable ConfigNode node) {
      return node instanceof ConfigNode.Scalar scalar ? scalar.text() : "";
    }
  }
}
