package dev.cwforwarder.poll;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Log groups that a setting names and that do not exist, so that they have no checkpoint. Stored
/// next to the checkpoints for `poll status`.
///
/// @param store contains them, with the message for the operator
record MissingGroups(CheckpointStore store) {
  /// The start of the ids; Region, space and name follow. It is stored: it must not change.
  static final String PREFIX = "#missing/";

  /// How a log group is named in reports and ids.
  static String id(String region, String group) {
    return region + " " + group;
  }

  static String message(String region, String group) {
    return "log group %s in %s does not exist, or is not visible to these credentials"
        .formatted(group, region);
  }

  /// Whether an entry of the checkpoint store is a missing log group.
  static boolean is(CheckpointStore.Entry entry) {
    return entry.sourceId().startsWith(PREFIX);
  }

  /// Stores what is missing now, and deletes what is not missing any more.
  ///
  /// @param missing messages by [#id]
  /// @param unsearched Regions of failed searches: what is stored about them stays
  /// @param entries all entries of the checkpoint store
  void update(
      Map<String, String> missing, Set<String> unsearched, List<CheckpointStore.Entry> entries)
      throws CheckpointException {
    for (CheckpointStore.Entry entry : entries) {
      String id = is(entry) ? entry.sourceId().substring(PREFIX.length()) : "";
      if (!id.isEmpty() && !missing.containsKey(id) && !unsearched.contains(id.split(" ", 2)[0])) {
        store.delete(entry);
      }
    }
    for (Map.Entry<String, String> group : missing.entrySet()) {
      String id = PREFIX + group.getKey();
      if (entries.stream().noneMatch(entry -> entry.sourceId().equals(id))) {
        store.save(store.load(id), group.getValue());
      }
    }
  }
}
