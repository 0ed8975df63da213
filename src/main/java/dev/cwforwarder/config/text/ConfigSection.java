package dev.cwforwarder.config.text;

import dev.cwforwarder.config.Parsers;
import dev.cwforwarder.config.text.ConfigNode.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads typed values out of a mapping and notes every problem with its path and line. A value that
/// is absent or null is the fallback; a malformed one is noted, and the fallback stands in for it
/// until [ConfigProblems#check]. When all is read, [#refuseOthers] notes the names nobody asked
/// for.
public final class ConfigSection {
  /// Longer names and values are cut in messages.
  private static final int SHOWN = 80;

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

  /// What `node` holds; nothing when it is null or, which is noted, no mapping.
  public static ConfigSection of(
      String path, ConfigNode node, ConfigVariables variables, ConfigProblems problems) {
    ConfigNode.Mapping mapping =
        switch (node) {
          case ConfigNode.Mapping given -> given;
          case ConfigNode.Sequence _, ConfigNode.Scalar _ -> {
            if (!isNothing(node)) {
              problems.problem(path, node.line(), "expected names and values, got " + shown(node));
            }
            yield new ConfigNode.Mapping(Map.of(), node.line());
          }
        };
    return new ConfigSection(path, mapping, variables, problems);
  }

  public String path() {
    return path;
  }

  int line() {
    return mapping.line();
  }

  /// Whether something other than null stands there.
  public boolean has(String key) {
    return find(key).isPresent();
  }

  /// The names that stand there.
  public Set<String> names() {
    return mapping.members().keySet();
  }

  /// Whether the name stands there, be it without a value.
  public boolean names(String key) {
    known.add(key);
    return mapping.members().containsKey(key);
  }

  /// A section of this one; empty when absent.
  public ConfigSection section(String key) {
    known.add(key);
    ConfigNode nothing = new ConfigNode.Scalar("", Kind.NOTHING, mapping.line());
    return inner(at(key), mapping.members().getOrDefault(key, nothing));
  }

  /// The sections of this one under names of the writer's choice.
  public Map<String, ConfigSection> sections() {
    Map<String, ConfigSection> sections = new LinkedHashMap<>();
    mapping
        .members()
        .forEach(
            (key, node) -> {
              known.add(key);
              sections.put(key, inner(at(key), node));
            });
    return sections;
  }

  /// A list of sections; one alone stands for a list of one.
  public List<ConfigSection> list(String key) {
    List<ConfigSection> list = new ArrayList<>();
    items(key).forEach((place, node) -> list.add(inner(place, node)));
    return list;
  }

  /// A single value, read by `parse`, which says in an [IllegalArgumentException] what it expected.
  public <T> T value(String key, T fallback, Function<String, T> parse) {
    return find(key).flatMap(node -> parsed(at(key), node, false, parse)).orElse(fallback);
  }

  /// The same; numbers and booleans are refused.
  public <T> T text(String key, T fallback, Function<String, T> parse) {
    return find(key).flatMap(node -> parsed(at(key), node, true, parse)).orElse(fallback);
  }

  /// A list of texts; one alone stands for a list of one.
  public List<String> texts(String key, Function<String, String> parse) {
    List<String> texts = new ArrayList<>();
    items(key).forEach((place, node) -> parsed(place, node, true, parse).ifPresent(texts::add));
    return texts;
  }

  /// The same, where a text may look like a number.
  public List<String> values(String key, Function<String, String> parse) {
    List<String> values = new ArrayList<>();
    items(key).forEach((place, node) -> parsed(place, node, false, parse).ifPresent(values::add));
    return values;
  }

  public int wholeNumber(String key, int fallback, int min, int max) {
    return value(key, fallback, raw -> Parsers.intBetween(raw, min, max));
  }

  public Duration duration(String key, Duration fallback, Duration min, Duration max) {
    return value(key, fallback, raw -> GoDuration.between(raw, min, max));
  }

  public boolean flag(String key, boolean fallback) {
    return value(key, fallback, ConfigSection::flag);
  }

  /// Notes that what stands at `key` is wrong.
  public void problem(String key, String problem) {
    ConfigNode node = mapping.members().get(key);
    problems.problem(at(key), node == null ? mapping.line() : node.line(), problem);
  }

  /// Takes `key` with any value, and warns when it is there.
  public void warn(String key, String warning) {
    known.add(key);
    ConfigNode node = mapping.members().get(key);
    if (node != null) {
      problems.warn(at(key), node.line(), warning);
    }
  }

  /// Notes every name that was not asked for, with the known one that was perhaps meant.
  public void refuseOthers() {
    for (Map.Entry<String, ConfigNode> member : mapping.members().entrySet()) {
      if (!known.contains(member.getKey())) {
        String hint =
            NearestName.of(cut(member.getKey()), known)
                .map(name -> "; did you mean " + name + "?")
                .orElse("; known are " + String.join(", ", known));
        problems.problem(at(cut(member.getKey())), member.getValue().line(), "unknown" + hint);
      }
    }
  }

  private ConfigSection inner(String place, ConfigNode node) {
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
      problems.problem(place, node.line(), cut(String.valueOf(e.getMessage()), 4 * SHOWN));
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
      case ConfigNode.Mapping _ -> "names and values";
      case ConfigNode.Sequence _ -> "a list";
      case ConfigNode.Scalar scalar ->
          switch (scalar.kind()) {
            case TEXT -> "'" + cut(scalar.text()) + "'";
            case NUMBER, BOOLEAN -> cut(scalar.text());
            case NOTHING -> "nothing";
          };
    };
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String cut(String text) {
    return cut(text, SHOWN);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
