package dev.cwforwarder.poll;

import static dev.cwforwarder.poll.PollFixtures.MIDDLE;
import static dev.cwforwarder.poll.PollFixtures.NARROW;
import static dev.cwforwarder.poll.PollFixtures.WIDE;
import static dev.cwforwarder.poll.PollFixtures.checkpoint;
import static dev.cwforwarder.poll.PollFixtures.end;
import static dev.cwforwarder.poll.PollFixtures.event;
import static dev.cwforwarder.poll.PollFixtures.sums;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A wider tier closes the window from minute 100 to minute 200.
final class AuditTest {
  private static final Window WINDOW = Window.of(MIDDLE, end(100), end(200));

  /// Three tiers; the narrowest has acknowledged `sums`.
  private static Checkpoint acknowledged(MinuteSums sums) {
    Checkpoint start = checkpoint(end(100), NARROW, MIDDLE, WIDE);
    return start.with(0, start.tiers().getFirst().closed(end(200), sums));
  }

  private static Window seen(Window window, PolledEvent... events) {
    return window.past(List.of(events), "", 100);
  }

  private static Checkpoint close(MinuteSums acknowledged, PolledEvent... seen) {
    return new Audit(acknowledged(acknowledged), 1, seen(WINDOW, seen)).close();
  }

  private static PolledEvent inMinute(long minute, String id) {
    return event(id, end(minute), 0);
  }

  @Test
  void theNarrowestTierMovesItsWatermarkAndAddsItsSums() {
    Checkpoint before = acknowledged(sums(end(150), "a"));
    Window window = seen(Window.of(NARROW, end(200), end(201)), inMinute(201, "b"));

    Checkpoint after = new Audit(before, 0, window).close();

    assertThat(after.watermark()).isEqualTo(end(201));
    assertThat(after.tiers().getFirst().acknowledged())
        .isEqualTo(sums(end(150), "a").plus(sums(end(201), "b")));
    assertThat(after.repairs()).isEmpty();
  }

  @Test
  void theSameEventsNeedNoRepair() {
    Checkpoint after = close(sums(end(150), "a", "b"), inMinute(150, "b"), inMinute(150, "a"));

    assertThat(after.repairs()).isEmpty();
    assertThat(after.tiers().get(1).watermark()).isEqualTo(end(200));
  }

  @Test
  void aSingleMissingEventIsRepairedAlone() {
    Checkpoint before = acknowledged(sums(end(150), "a"));
    Checkpoint after =
        new Audit(before, 1, seen(WINDOW, inMinute(150, "a"), inMinute(150, "b"))).close();

    assertThat(after.repairs())
        .containsExactly(Window.repair(end(149), end(150), 120_000, EventHash.of("b")));
    assertThat(Audit.repaired(before, after)).isEqualTo(1);
  }

  @Test
  void twoMissingEventsRepairTheWholeMinute() {
    assertThat(
            close(sums(end(150), "a"), inMinute(150, "a"), inMinute(150, "b"), inMinute(150, "c"))
                .repairs())
        .containsExactly(Window.repair(end(149), end(150), 120_000, 0));
  }

  @Test
  void adjacentMinutesShareARepairAndOthersDoNot() {
    PolledEvent[] missing = {
      inMinute(150, "a"), inMinute(150, "b"),
      inMinute(151, "c"), inMinute(151, "d"),
      inMinute(153, "e"), inMinute(153, "f")
    };

    assertThat(close(MinuteSums.NONE, missing).repairs())
        .containsExactly(
            Window.repair(end(149), end(151), 120_000, 0),
            Window.repair(end(152), end(153), 120_000, 0));
  }

  @Test
  void aMinuteThatIsNoLongerStoredNeedsNoRepair() {
    assertThat(close(sums(end(150), "a")).repairs()).isEmpty();
  }

  @Test
  void minutesThatStartBeforeAuditFromAreNotCompared() {
    assertThat(close(MinuteSums.NONE, event("a", end(101), 0)).repairs()).hasSize(1);
    Checkpoint other =
        acknowledged(MinuteSums.NONE).withReader(ReaderKind.INSIGHTS, PollFixtures.NOW);
    long from = other.auditFrom();

    assertThat(new Audit(other, 1, seen(WINDOW, event("a", from, 0))).close().repairs()).isEmpty();
    Window later = Window.of(MIDDLE, end(100), end(300));
    assertThat(new Audit(other, 1, seen(later, event("a", from + 1, 0))).close().repairs())
        .hasSize(1);
  }

  @Test
  void theNextWiderTierDoesNotFindTheSameDifferenceAgain() {
    Checkpoint audited = close(sums(end(150), "a"), inMinute(150, "a"), inMinute(150, "b"));
    Window wide = seen(Window.of(WIDE, end(100), end(200)), inMinute(150, "a"), inMinute(150, "b"));

    assertThat(new Audit(audited, 2, wide).close().repairs()).isEqualTo(audited.repairs());
  }

  @Test
  void theWidestTierDropsAuditedSumsAndKeepsLaterOnes() {
    Checkpoint before = acknowledged(sums(end(200), "a").plus(sums(end(201), "b")));
    Window wide = seen(Window.of(WIDE, end(100), end(200)), inMinute(200, "a"));

    Checkpoint after = new Audit(before, 2, wide).close();

    assertThat(after.tiers().getFirst().acknowledged()).isEqualTo(sums(end(201), "b"));
    assertThat(after.tiers().getLast().acknowledged().isEmpty()).isTrue();
  }

  @Test
  void afterSixtyRepairsTheLastIsExtended() {
    List<PolledEvent> missing = new ArrayList<>();
    for (int i = 0; i < 61; i++) {
      missing.add(inMinute(101 + i, "m" + i));
    }
    List<Window> repairs = close(MinuteSums.NONE, missing.toArray(PolledEvent[]::new)).repairs();

    assertThat(repairs).hasSize(60);
    assertThat(repairs.get(58).only()).isEqualTo(EventHash.of("m58"));
    assertThat(repairs.getLast()).isEqualTo(Window.repair(end(159), end(161), 120_000, 0));
  }
}
