package dev.cwforwarder.config.text;

import dev.cwforwarder.config.text.ConfigNode.Kind;
import dev.cwforwarder.model.VisibleText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads typed values from a mapping and records every problem with its path and line. An absent or
/// null value yields the fallback. A malformed value is recorded and yields the fallback as well,
/// until [ConfigProblems#check] throws. After all values are read, [#refuseOthers] records the keys
/// that were not read.
public final class ConfigSection {
  /// Messages truncate longer names and values, in characters.
  private static final int MAX_SHOWN = 80;

  private final String path;
  private final ConfigNode.Mapping mapping;
  private final ConfigVariables variables;
  private final ConfigProblems problems;
  private final Set<String> known = new LinkedHashSet<>();

  private ConfigSection(
      String path, ConfigNode.Mapping mapping, ConfigVariables variables, ConfigProblems problems) {
    this.path = path;
    this.mapping = mapping;
    this.variables = variables;
    this.problems = problems;
  }

  /// The section at `node`. A null value yields an empty section; so does a node that is not a
  /// mapping, which is recorded as a problem.
  ///
  /// @param path location in the document, e.g. `receivers.awscloudwatch`; empty for the root
  public static ConfigSection of(
      String path, ConfigNode node, ConfigVariables variables, ConfigProblems problems) {
    ConfigNode.Mapping mapping =
        switch (node) {
          case ConfigNode.Mapping found -> found;
          case ConfigNode.Sequence _, ConfigNode.Scalar _ -> {
            if (!isNothing(node)) {
              problems.problem(path, node.line(), "expected a mapping, got " + shown(node));
            }
            yield new ConfigNode.Mapping(Map.of(), node.line());
          }
        };
    return new ConfigSection(path, mapping, variables, problems);
  }

  /// Whether `key` has a value other than null.
  public boolean has(String key) {
    return find(key).isPresent();
  }

  /// All keys of this section.
  public Set<String> names() {
    return mapping.members().keySet();
  }

  /// Whether `key` is present, with or without a value.
  public boolean contains(String key) {
    known.add(key);
    return mapping.members().containsKey(key);
  }

  /// The nested section at `key`; empty when absent.
  public ConfigSection section(String key) {
    known.add(key);
    ConfigNode nothing = new ConfigNode.Scalar("", Kind.NOTHING, mapping.line());
    return nested(at(key), mapping.members().getOrDefault(key, nothing));
  }

  /// All nested sections, where the user chooses the keys.
  public Map<String, ConfigSection> sections() {
    Map<String, ConfigSection> sections = new LinkedHashMap<>();
    mapping
        .members()
        .forEach(
            (key, node) -> {
              known.add(key);
              sections.put(key, nested(at(key), node));
            });
    return sections;
  }

  /// A list of sections. A single section counts as a list of one.
  public List<ConfigSection> list(String key) {
    List<ConfigSection> list = new ArrayList<>();
    items(key).forEach((place, node) -> list.add(nested(place, node)));
    return list;
  }

  /// A single value. `parse` throws an [IllegalArgumentException] that states what it expected.
  public <T> T value(String key, T fallback, Function<String, T> parse) {
    return find(key).flatMap(node -> parsed(at(key), node, false, parse)).orElse(fallback);
  }

  /// Like [#value], but refuses numbers and booleans.
  public <T> T text(String key, T fallback, Function<String, T> parse) {
    return find(key).flatMap(node -> parsed(at(key), node, true, parse)).orElse(fallback);
  }

  /// A list of texts. A single text counts as a list of one.
  public <T> List<T> texts(String key, Function<String, T> parse) {
    List<T> texts = new ArrayList<>();
    items(key).forEach((place, node) -> parsed(place, node, true, parse).ifPresent(texts::add));
    return texts;
  }

  /// Like [#texts], but accepts numbers and booleans.
  public <T> List<T> values(String key, Function<String, T> parse) {
    List<T> values = new ArrayList<>();
    items(key).forEach((place, node) -> parsed(place, node, false, parse).ifPresent(values::add));
    return values;
  }

  /// A whole number from `min` to `max`.
  public int wholeNumber(String key, int fallback, int min, int max) {
    return value(key, fallback, raw -> Numbers.intBetween(raw, min, max));
  }

  /// A duration from `min` to `max`; see [GoDuration].
  public Duration duration(String key, Duration fallback, Duration min, Duration max) {
    return value(key, fallback, raw -> GoDuration.between(raw, min, max));
  }

  /// `true` or `false`.
  public boolean flag(String key, boolean fallback) {
    return value(key, fallback, ConfigSection::flag);
  }

  /// Records a problem when `key` has no value.
  public void require(String key) {
    if (!has(key)) {
      problem(key, "required but not set");
    }
  }

  /// Records a problem with the value at `key`.
  public void problem(String key, String problem) {
    ConfigNode node = mapping.members().get(key);
    problems.problem(at(key), node == null ? mapping.line() : node.line(), problem);
  }

  /// Accepts `key` with any value and warns when it is present.
  public void warn(String key, String warning) {
    known.add(key);
    ConfigNode node = mapping.members().get(key);
    if (node != null) {
      problems.warn(at(key), node.line(), warning);
    }
  }

  /// Records every key that was not read, and suggests the known key that is closest to it.
  public void refuseOthers() {
    for (Map.Entry<String, ConfigNode> member : mapping.members().entrySet()) {
      if (!known.contains(member.getKey())) {
        String hint =
            NearestName.of(capped(member.getKey()), known)
                .map(name -> "; did you mean " + name + "?")
                .orElse("; known are " + String.join(", ", known));
        problems.problem(at(capped(member.getKey())), member.getValue().line(), "unknown" + hint);
      }
    }
  }

  private ConfigSection nested(String place, ConfigNode node) {
    return of(place, node, variables, problems);
  }

  private Optional<ConfigNode> find(String key) {
    known.add(key);
    return Optional.ofNullable(mapping.members().get(key)).filter(node -> !isNothing(node));
  }

  private Map<String, ConfigNode> items(String key) {
    Map<String, ConfigNode> items = new LinkedHashMap<>();
    find(key)
        .ifPresent(
            node -> {
              if (node instanceof ConfigNode.Sequence sequence) {
                for (int i = 0; i < sequence.items().size(); i++) {
                  items.put("%s[%d]".formatted(at(key), i), sequence.items().get(i));
                }
              } else {
                items.put(at(key), node);
              }
            });
    return items;
  }

  private <T> Optional<T> parsed(
      String place, ConfigNode node, boolean onlyText, Function<String, T> parse) {
    if (!(node instanceof ConfigNode.Scalar scalar)
        || scalar.kind() == Kind.NOTHING
        || (onlyText && scalar.kind() != Kind.TEXT)) {
      String expected = onlyText ? "text" : "a single value";
      problems.problem(place, node.line(), "expected %s, got %s".formatted(expected, shown(node)));
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(variables.resolve(scalar.text())));
    } catch (IllegalArgumentException e) {
      problems.problem(
          place, node.line(), VisibleText.capped(String.valueOf(e.getMessage()), 4 * MAX_SHOWN));
      return Optional.empty();
    }
  }

  private static boolean flag(String raw) {
    return switch (raw) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false, got '" + raw + "'");
    };
  }

  private static boolean isNothing(ConfigNode node) {
    return node instanceof ConfigNode.Scalar scalar && scalar.kind() == Kind.NOTHING;
  }

  private static String shown(ConfigNode node) {
    return switch (node) {
      case ConfigNode.Mapping _ -> "a mapping";
      case ConfigNode.Sequence _ -> "a list";
      case ConfigNode.Scalar scalar ->
          switch (scalar.kind()) {
            case TEXT -> "'" + capped(scalar.text()) + "'";
            case NUMBER, BOOLEAN -> capped(scalar.text());
            case NOTHING -> "nothing";
          };
    };
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String capped(String text) {
    return VisibleText.capped(text, MAX_SHOWN);
  }
}
