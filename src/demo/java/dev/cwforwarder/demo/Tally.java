package dev.cwforwarder.demo;

import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Named counters, and the facts of the episodes.
final class Tally {
  private final SortedMap<String, SortedMap<String, Long>> counts = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, String>> story = new TreeMap<>();
  private final Set<String> seen = new HashSet<>();

  /// Increments `key` in the table `name`.
  void add(String name, String key) {
    add(name, key, 1);
  }

  void add(String name, String key, long more) {
    counts.computeIfAbsent(name, _ -> new TreeMap<>()).merge(key, more, Long::sum);
  }

  /// Increments `key` in the table `name`, once for each distinct `value`.
  void addDistinct(String name, String key, Object value) {
    if (seen.add(name + '\n' + key + '\n' + value)) {
      add(name, key);
    }
  }

  /// Adds facts about `episode`: pairs of a name and a value.
  void describe(String episode, String... pairs) {
    SortedMap<String, String> facts = story.computeIfAbsent(episode, _ -> new TreeMap<>());
    for (int i = 0; i < pairs.length; i += 2) {
      facts.put(pairs[i], pairs[i + 1]);
    }
  }

  SortedMap<String, SortedMap<String, Long>> counts() {
    return counts;
  }

  SortedMap<String, SortedMap<String, String>> story() {
    return story;
  }
}
