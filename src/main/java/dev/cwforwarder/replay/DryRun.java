package dev.cwforwarder.replay;

import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks at what a replay would forward, and changes nothing.
public final class DryRun {
  private static final int MOST_ROWS = 1_000;
  private static final Duration PER_OBJECT = Duration.ofSeconds(5);

  private DryRun() {}

  /// What waits for one group and reason.
  ///
  /// @param group log group; `…` when there are too many
  /// @param reason why it was not delivered
  /// @param oldest when the oldest of these objects was written
  public record Row(
      Folder folder, String group, String reason, long objects, long events, Instant oldest) {
    private Row plus(long moreEvents, Instant modified) {
      return new Row(
          folder,
          group,
          reason,
          objects + 1,
          events + moreEvents,
          modified.isBefore(oldest) ? modified : oldest);
    }
  }

  private record Key(Folder folder, String group, String reason) {}

  /// All rows.
  ///
  /// @param rows in the order their oldest objects were found
  /// @param complete whether everything was looked at
  public record Result(List<Row> rows, boolean complete) {
    public Result {
      rows = List.copyOf(rows);
    }
  }

  /// Reads what `request` asks for, until `deadline` is near.
  public static Result of(
      Bucket bucket, ObjectReader reader, ReplayRequest request, Deadline deadline)
      throws BucketException {
    Map<Key, Row> rows = new LinkedHashMap<>();
    OldestFirst objects = new OldestFirst(bucket, request);
    long seen = 0;
    for (Bucket.Item item = objects.peek(); item != null; item = objects.peek()) {
      if (seen++ == request.limit() || !deadline.allows(PER_OBJECT)) {
        return new Result(new ArrayList<>(rows.values()), false);
      }
      look(bucket, reader, request, item, rows);
      objects.skip();
    }
    return new Result(new ArrayList<>(rows.values()), true);
  }

  private static void look(
      Bucket bucket,
      ObjectReader reader,
      ReplayRequest request,
      Bucket.Item item,
      Map<Key, Row> rows)
      throws BucketException {
    Folder folder = Folder.containing(item.key()).orElseThrow();
    if (item.bytes() > Bundle.MAX_OBJECT_BYTES) {
      count(rows, new Key(folder, "?", "too large"), 0, item);
      return;
    }
    Optional<byte[]> object = bucket.read(item.key(), Bundle.MAX_OBJECT_BYTES);
    if (object.isEmpty()) {
      return;
    }
    try {
      ObjectReader.Content content = reader.read(folder, object.get());
      if (Bundle.isOfGroup(content.batches(), request.group())) {
        long events = content.batches().stream().mapToLong(LogBatch::size).sum();
        String group =
            content.batches().isEmpty() ? "-" : content.batches().getFirst().source().logGroup();
        count(rows, new Key(folder, group, content.reason()), events, item);
      }
    } catch (DecodeException e) {
      count(rows, new Key(folder, "?", "not decodable: " + e.getMessage()), 0, item);
    }
  }

  private static void count(Map<Key, Row> rows, Key found, long events, Bucket.Item item) {
    Key key =
        rows.containsKey(found) || rows.size() < MOST_ROWS
            ? found
            : new Key(found.folder(), "…", "…");
    Row row =
        rows.getOrDefault(
            key, new Row(key.folder(), key.group(), key.reason(), 0, 0, item.modified()));
    rows.put(key, row.plus(events, item.modified()));
  }
}
