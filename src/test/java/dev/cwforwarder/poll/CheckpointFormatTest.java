package dev.cwforwarder.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointFormatTest {
  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

  /// The limit of a DynamoDB item, including the names of its attributes.
  private static final int MAX_BYTES = 400 * 1024;

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void aWrittenCheckpointIsReadBack() throws CheckpointException {
    Checkpoint checkpoint = largest();

    assertThat(CheckpointReader.read("a", CheckpointFormat.write(checkpoint)))
        .isEqualTo(checkpoint);
    Checkpoint first =
        Checkpoint.startingAt(60_000, Tier.standard(Duration.ofMinutes(1)), ReaderKind.FILTER, NOW);
    assertThat(CheckpointReader.read("a", CheckpointFormat.write(first))).isEqualTo(first);
  }

  @Test
  void theLargestCheckpointFitsIntoADynamoDbItem() {
    byte[] state = CheckpointFormat.write(largest()).getBytes(StandardCharsets.UTF_8);

    assertThat(state.length).isBetween(MAX_BYTES / 2, MAX_BYTES - 2048);
  }

  /// Four tiers, the widest read daily and open; all cursors full; two days of sums; the maximum of
  /// repairs.
  private Checkpoint largest() {
    List<Tier> tiers =
        List.of(
            new Tier(Duration.ZERO, Duration.ofMinutes(2), Duration.ofMinutes(1)),
            new Tier(Duration.ofMinutes(2), Duration.ofHours(1), Duration.ofMinutes(15)),
            new Tier(Duration.ofHours(1), Duration.ofDays(1), Duration.ofHours(6)),
            new Tier(Duration.ofDays(1), Duration.ofDays(14), Duration.ofDays(1)));
    Checkpoint checkpoint = Checkpoint.startingAt(0, tiers, ReaderKind.FILTER, NOW);
    for (int i = 0; i < tiers.size(); i++) {
      checkpoint =
          checkpoint.with(
              i,
              new Checkpoint.TierState(
                  tiers.get(i),
                  0,
                  i == 0 ? sums(2 * 24 * 60) : MinuteSums.NONE,
                  full(
                      Window.of(tiers.get(i), 0, 24 * 60 * Minutes.MILLIS),
                      new WorkItem.OfTier(i),
                      i)));
    }
    List<Window> repairs = new ArrayList<>();
    repairs.add(full(Window.repair(0, Minutes.MILLIS, 1, 0), new WorkItem.OfRepair(), 0));
    for (long i = 1; i < 60; i++) {
      repairs.add(Window.repair(2 * i * Minutes.MILLIS, (2 * i + 1) * Minutes.MILLIS, 1, 0));
    }
    return checkpoint
        .withRepairs(repairs)
        .withBackfills(List.of(full(Window.backfill(0, 1, 2), new WorkItem.OfBackfill(), 0)))
        .withFailure(
            new Failure(ReadException.Reason.DENIED, "m".repeat(500), NOW, 9, NOW.plusSeconds(60)));
  }

  private Window full(Window window, WorkItem item, int tier) {
    Set<Long> ids = new HashSet<>();
    while (ids.size() < item.maxIds()) {
      ids.add(random.nextLong());
    }
    return new Window(
        window.after(),
        window.upTo(),
        window.latenessFrom(),
        window.latenessTo(),
        window.first(),
        window.last(),
        window.only(),
        new Cursor(window.first(), "t".repeat(300), window.first(), ids, true),
        tier == 0 ? sums(24 * 60) : MinuteSums.NONE,
        tier == 3 ? sums(24 * 60) : MinuteSums.NONE);
  }

  private MinuteSums sums(int minutes) {
    MinuteSums.Builder sums = new MinuteSums.Builder(MinuteSums.NONE);
    for (int i = 0; i < minutes; i++) {
      for (int j = 0; j < 3; j++) {
        sums.add(NOW.toEpochMilli() + i * Minutes.MILLIS, random.nextLong());
      }
    }
    return sums.build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"format\":\"clickstack-cloudwatch-forwarder/checkpoint/2\"}",
        "{\"format\":\"clickstack-cloudwatch-forwarder/checkpoint/1\",\"tiers\":[]}"
      })
  void anInvalidCheckpointStopsItsSource(String state) {
    assertThatThrownBy(() -> CheckpointReader.read("the-source", state))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("the-source")
        .hasMessageContaining("the source is not forwarded");
  }
}
