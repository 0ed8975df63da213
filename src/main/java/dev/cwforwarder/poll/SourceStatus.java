package dev.cwforwarder.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a source stands, as its checkpoint tells.
///
/// @param id see [PollSource#id]
/// @param watermark everything that came in time and was ingested until then is delivered
/// @param lowest the same of everything, also of what comes late
/// @param reader how it is read
/// @param underWay pieces of work that are begun or waiting: open windows, repairs, backfills
/// @param backfills of them
/// @param lateDetectable false where CloudWatch tells no ingestion times: what comes late is lost
/// @param failure why it could not be read the last time
public record SourceStatus(
    String id,
    Instant watermark,
    Instant lowest,
    ReaderKind reader,
    int underWay,
    int backfills,
    boolean lateDetectable,
    @Nullable Failure failure) {

  /// All sources with a checkpoint, in the order of their ids.
  public static List<SourceStatus> all(CheckpointStore store) throws CheckpointException {
    List<SourceStatus> all = new ArrayList<>();
    for (CheckpointStore.Entry entry : store.list()) {
      if (!entry.sourceId().startsWith("#")) {
        all.add(of(entry.sourceId(), CheckpointReader.read(entry.sourceId(), entry.state())));
      }
    }
    return all;
  }

  private static SourceStatus of(String id, Checkpoint checkpoint) {
    long open = checkpoint.tiers().stream().filter(tier -> tier.open() != null).count();
    return new SourceStatus(
        id,
        Instant.ofEpochMilli(checkpoint.watermark()),
        Instant.ofEpochMilli(checkpoint.lowestWatermark()),
        checkpoint.reader(),
        (int) open + checkpoint.repairs().size() + checkpoint.backfills().size(),
        checkpoint.backfills().size(),
        !checkpoint.ingestionUnknown(),
        checkpoint.failure());
  }

  /// How far it is behind.
  public Duration behind(Instant now) {
    return watermark.isAfter(now) ? Duration.ZERO : Duration.between(watermark, now);
  }
}
