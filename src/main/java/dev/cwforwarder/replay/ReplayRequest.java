package dev.cwforwarder.replay;

import java.time.Instant;
import java.util.Set;

/// Selects the objects to replay.
///
/// @param folders folders of the bucket
/// @param prefix only keys with this prefix; empty for all
/// @param group only this log group; empty for all
/// @param from only objects written at this time or later
/// @param to only objects written before this time
/// @param limit maximum number of objects
/// @param disposal what happens to delivered objects
public record ReplayRequest(
    Set<Folder> folders,
    String prefix,
    String group,
    Instant from,
    Instant to,
    long limit,
    Disposal disposal) {
  /// Everything that Lambda wrote to the bucket: the request of the schedule.
  public static final ReplayRequest ALL_UNDELIVERED =
      new ReplayRequest(
          Set.of(Folder.UNDELIVERED, Folder.BATCHES),
          "",
          "",
          Instant.MIN,
          Instant.MAX,
          Long.MAX_VALUE,
          Disposal.DELETE);

  /// What happens to an object after all of its events are accounted for.
  public enum Disposal {
    DELETE,
    /// Moves the object to `replayed/` followed by its key.
    MOVE
  }

  public ReplayRequest {
    folders = Set.copyOf(folders);
    if (folders.isEmpty()) {
      throw new IllegalArgumentException("folders: expected at least one");
    }
    if (limit < 1) {
      throw new IllegalArgumentException("limit: expected 1 or more, got " + limit);
    }
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from: expected a time before 'to'");
    }
    if (!prefix.isEmpty() && folders.stream().noneMatch(folder -> overlap(folder, prefix))) {
      throw new IllegalArgumentException(
          "prefix: '%s' is in none of the folders".formatted(prefix));
    }
  }

  /// Whether the object was written in the requested time.
  boolean matches(Bucket.Item item) {
    return !item.modified().isBefore(from) && item.modified().isBefore(to);
  }

  private static boolean overlap(Folder folder, String prefix) {
    return folder.prefix().startsWith(prefix) || prefix.startsWith(folder.prefix());
  }
}
