package dev.cwforwarder.subscribe.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Selects log groups and defines the filter they get. A group must match all conditions.
///
/// @param name identifies the rule in reports
/// @param names matches the log group's full name
/// @param wholeNames those that it includes by their whole names, not by a pattern
/// @param tags the tags a group must have, each with a matcher for its value; empty matches any
/// @param classes the log classes a group may have; empty matches any
/// @param template the filter to create
public record Rule(
    String name,
    Predicate<String> names,
    Set<String> wholeNames,
    Map<String, Predicate<String>> tags,
    Set<String> classes,
    Template template) {
  public Rule {
    wholeNames = Set.copyOf(wholeNames);
    tags = Map.copyOf(tags);
    classes = Set.copyOf(classes);
  }

  /// A [Filter] without a name.
  ///
  /// @param destinationArn empty: the forwarder
  public record Template(
      String pattern,
      String destinationArn,
      String roleArn,
      String distribution,
      List<String> emitSystemFields,
      boolean transformed) {
    /// Sends every event to the forwarder.
    public static final Template EVERYTHING = new Template("", "", "", "", List.of(), false);

    public Template {
      emitSystemFields = List.copyOf(emitSystemFields);
    }
  }

  /// Whether the tags of the log group `name` are needed to match it.
  boolean needsTags(String name) {
    return !tags.isEmpty() && names.test(name);
  }

  boolean matches(FoundGroup found) {
    return names.test(found.group().name())
        && (classes.isEmpty() || classes.contains(found.group().logClass()))
        && tags.entrySet().stream()
            .allMatch(
                tag -> {
                  String value = found.tags().get(tag.getKey());
                  return value != null && tag.getValue().test(value);
                });
  }
}
