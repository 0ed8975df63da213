package dev.cwforwarder.subscribe.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Which log groups are subscribed, and with what filter.
///
/// @param name for people
/// @param names whether a group's whole name is meant
/// @param tags each has to be there, with a value that is meant; empty: tags do not matter
/// @param classes only these; empty: all that can be subscribed
/// @param template the filter, its name aside
public record Rule(
    String name,
    Predicate<String> names,
    Map<String, Predicate<String>> tags,
    Set<String> classes,
    Template template) {
  public Rule {
    tags = Map.copyOf(tags);
    classes = Set.copyOf(classes);
  }

  /// A filter without a name; see [Filter].
  ///
  /// @param destinationArn empty: the forwarder's own
  public record Template(
      String pattern,
      String destinationArn,
      String roleArn,
      String distribution,
      List<String> emitSystemFields,
      boolean transformed) {
    /// Everything, to the forwarder.
    public static final Template EVERYTHING = new Template("", "", "", "", List.of(), false);

    public Template {
      emitSystemFields = List.copyOf(emitSystemFields);
    }
  }

  /// Whether its tags decide about a group of this name.
  boolean asksForTags(String group) {
    return !tags.isEmpty() && names.test(group);
  }

  boolean means(FoundGroup found) {
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
