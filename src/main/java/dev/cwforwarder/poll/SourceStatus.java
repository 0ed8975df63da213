package dev.cwforwarder.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The progress of a source, derived from its checkpoint; or a named log group without one.
///
/// @param id see [PollSource#id]
/// @param watermark all events ingested until then are delivered, except late ones
/// @param lowest all events ingested until then are delivered, including late ones
/// @param reader how it is read
/// @param underWay number of open windows, repairs and backfills
/// @param backfills number of backfills
/// @param lateDetectable false if CloudWatch reports no ingestion times: then late events are lost
/// @param failure why the last attempt to read it failed; null: it did not
/// @param unreadable why there is no progress: the checkpoint cannot be read, or the named log
///   group does not exist. Then only `id` has a meaning. Empty: there is
public record SourceStatus(
    String id,
    Instant watermark,
    Instant lowest,
    ReaderKind reader,
    int underWay,
    int backfills,
    boolean lateDetectable,
    @Nullable Failure failure,
    String unreadable) {

  /// All sources with a checkpoint, and before them the named log groups that do not exist; each
  /// sorted by id.
  public static List<SourceStatus> all(CheckpointStore store) throws CheckpointException {
    List<SourceStatus> all = new ArrayList<>();
    for (CheckpointStore.Entry entry : store.list()) {
      if (entry.isSource()) {
        all.add(of(entry));
      } else if (MissingGroups.is(entry)) {
        all.add(
            unreadable(entry.sourceId().substring(MissingGroups.PREFIX.length()), entry.state()));
      }
    }
    return all;
  }

  private static SourceStatus of(CheckpointStore.Entry entry) {
    try {
      return of(entry.sourceId(), CheckpointReader.read(entry.sourceId(), entry.state()));
    } catch (CheckpointException e) {
      return unreadable(entry.sourceId(), String.valueOf(e.getMessage()));
    }
  }

  private static SourceStatus unreadable(String id, String why) {
    return new SourceStatus(
        id, Instant.EPOCH, Instant.EPOCH, ReaderKind.FILTER, 0, 0, true, null, why);
  }

  private static SourceStatus of(String id, Checkpoint checkpoint) {
    long open = checkpoint.tiers().stream().filter(tier -> tier.open() != null).count();
    return new SourceStatus(
        id,
        Instant.ofEpochMilli(checkpoint.watermark()),
        Instant.ofEpochMilli(checkpoint.lowestWatermark()),
        checkpoint.reader(),
        (int) open + checkpoint.repairs().size() + checkpoint.requestedBackfills(),
        checkpoint.requestedBackfills(),
        !checkpoint.ingestionUnknown(),
        checkpoint.failure(),
        "");
  }

  public boolean isUnreadable() {
    return !unreadable.isEmpty();
  }

  /// What the operator should know; empty for nothing.
  public String problem() {
    if (isUnreadable()) {
      return unreadable;
    }
    return failure == null ? "" : failure.message();
  }

  /// How far it is behind.
  public Duration behind(Instant now) {
    return watermark.isAfter(now) ? Duration.ZERO : Duration.between(watermark, now);
  }
}
