package dev.cwforwarder.replay;

import java.time.Instant;
import java.util.Set;

/// What to replay.
///
/// @param folders parts of the bucket
/// @param prefix only keys that begin so; empty for all
/// @param group only this log group; empty for all
/// @param from only what was put into the bucket then or later
/// @param to only what was put into the bucket before
/// @param limit at most so many objects
/// @param disposal what becomes of delivered objects
public record ReplayRequest(
    Set<Folder> folders,
    String prefix,
    String group,
    Instant from,
    Instant to,
    long limit,
    Disposal disposal) {
  /// What Lambda gave up on, all of it: what the schedule asks for.
  public static final ReplayRequest ALL_UNDELIVERED =
      new ReplayRequest(
          Set.of(Folder.UNDELIVERED, Folder.BATCHES),
          "",
          "",
          Instant.MIN,
          Instant.MAX,
          Long.MAX_VALUE,
          Disposal.DELETE);

  /// What becomes of an object once everything in it is accounted for.
  public enum Disposal {
    DELETE,
    /// To `replayed/` and the same key.
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

  boolean wants(Bucket.Item item) {
    return !item.modified().isBefore(from) && item.modified().isBefore(to);
  }

  private static boolean overlap(Folder folder, String prefix) {
    return folder.prefix().startsWith(prefix) || prefix.startsWith(folder.prefix());
  }
}
