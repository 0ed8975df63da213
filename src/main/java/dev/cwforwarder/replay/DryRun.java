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

/// Lists what a replay would forward, without any change.
public final class DryRun {
  private static final int MAX_ROWS = 1_000;
  private static final Duration PER_OBJECT = Duration.ofSeconds(5);

  private DryRun() {}

  /// The objects of one log group with one reason.
  ///
  /// @param group log group; `…` for the groups beyond the limit of rows
  /// @param reason why the events were not delivered
  /// @param oldest when the oldest of the objects was written
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

  /// The result of a dry run.
  ///
  /// @param rows in the order in which their first objects were found
  /// @param complete whether all objects were read
  public record Result(List<Row> rows, boolean complete) {
    public Result {
      rows = List.copyOf(rows);
    }
  }

  /// Reads the objects that match `request`, until `deadline` is near.
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
      inspect(bucket, reader, request, item, rows);
      objects.advance();
    }
    return new Result(new ArrayList<>(rows.values()), true);
  }

  private static void inspect(
      Bucket bucket,
      ObjectReader reader,
      ReplayRequest request,
      Bucket.Item item,
      Map<Key, Row> rows)
      throws BucketException {
    Folder folder = Folder.containing(item.key()).orElseThrow();
    if (item.bytes() > ObjectReader.MAX_OBJECT_BYTES) {
      count(rows, new Key(folder, "?", "too large"), 0, item);
      return;
    }
    try {
      Optional<ObjectContent> content = reader.read(bucket, item.key(), folder);
      if (content.isPresent() && content.get().isOfGroup(request.group())) {
        inspect(content.get(), folder, item, rows);
      }
    } catch (UnreplayableException e) {
      count(rows, new Key(folder, "?", e.reason() + ": " + e.problem()), 0, item);
    }
  }

  private static void inspect(
      ObjectContent content, Folder folder, Bucket.Item item, Map<Key, Row> rows)
      throws UnreplayableException {
    String group = "-";
    long events = 0;
    for (ObjectContent.Payload payload : content.payloads()) {
      try {
        for (LogBatch batch : payload.decode()) {
          group = group.equals("-") ? batch.source().logGroup() : group;
          events += batch.size();
        }
      } catch (DecodeException e) {
        if (payload.record() == null) {
          throw UnreplayableException.notDecodable(e);
        }
      }
    }
    count(rows, new Key(folder, group, content.reason()), events, item);
  }

  private static void count(Map<Key, Row> rows, Key found, long events, Bucket.Item item) {
    Key key =
        rows.containsKey(found) || rows.size() < MAX_ROWS
            ? found
            : new Key(found.folder(), "…", "…");
    Row row =
        rows.getOrDefault(
            key, new Row(key.folder(), key.group(), key.reason(), 0, 0, item.modified()));
    rows.put(key, row.plus(events, item.modified()));
  }
}
