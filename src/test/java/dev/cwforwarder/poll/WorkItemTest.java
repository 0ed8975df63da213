package dev.cwforwarder.poll;

import static dev.cwforwarder.poll.PollFixtures.MIDDLE;
import static dev.cwforwarder.poll.PollFixtures.NARROW;
import static dev.cwforwarder.poll.PollFixtures.checkpoint;
import static dev.cwforwarder.poll.PollFixtures.end;
import static dev.cwforwarder.poll.PollFixtures.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WorkItemTest {
  private static final Window ONE = Window.repair(end(1), end(2), 120_000, EventHash.of("a"));
  private static final Window OTHER = Window.repair(end(3), end(4), 120_000, 0);
  private static final Window NEXT = Window.repair(end(5), end(6), 120_000, 0);
  private static final Checkpoint START = checkpoint(end(100), NARROW, MIDDLE);

  @Test
  void aWindowIsPutInItsOwnPlaceOnly() {
    Window window = Window.of(MIDDLE, end(100), end(101));
    Checkpoint tier = new WorkItem.OfTier(1).put(START, window);
    Checkpoint repair = new WorkItem.OfRepair().put(START.withRepairs(List.of(ONE, OTHER)), NEXT);
    Checkpoint backfill =
        new WorkItem.OfBackfill().put(START.withBackfills(List.of(ONE, OTHER)), NEXT);

    assertThat(tier.tiers()).extracting(Checkpoint.TierState::open).containsExactly(null, window);
    assertThat(repair).isEqualTo(START.withRepairs(List.of(NEXT, OTHER)));
    assertThat(backfill).isEqualTo(START.withBackfills(List.of(NEXT, OTHER)));
  }

  @Test
  void theWindowOfAnItemIsTheFirstOfItsKind() {
    Checkpoint checkpoint =
        START.withRepairs(List.of(ONE, NEXT)).withBackfills(List.of(OTHER, NEXT));

    assertThat(new WorkItem.OfTier(0).window(checkpoint)).isEmpty();
    assertThat(new WorkItem.OfRepair().window(checkpoint)).contains(ONE);
    assertThat(new WorkItem.OfBackfill().window(checkpoint)).contains(OTHER);
    assertThat(new WorkItem.OfRepair().window(START)).isEmpty();
  }

  @Test
  void aRepairThatIsDoneIsRemoved() {
    Checkpoint checkpoint = START.withRepairs(List.of(ONE, OTHER));
    Window found = ONE.past(List.of(event("a", end(2), 0)), "", 10);

    assertThat(new WorkItem.OfRepair().done(checkpoint, found).repairs()).containsExactly(OTHER);
    assertThat(new WorkItem.OfRepair().done(START.withRepairs(List.of(OTHER)), OTHER).repairs())
        .isEmpty();
  }

  @Test
  void aRepairThatDidNotFindItsOnlyEventForwardsTheWholeMinute() {
    Checkpoint checkpoint = START.withRepairs(List.of(ONE, OTHER));

    assertThat(new WorkItem.OfRepair().done(checkpoint, ONE).repairs())
        .containsExactly(Window.repair(end(1), end(2), 120_000, 0), OTHER);
  }

  @Test
  void aBackfillThatIsDoneIsRemoved() {
    Checkpoint checkpoint = START.withBackfills(List.of(ONE, OTHER));

    assertThat(new WorkItem.OfBackfill().done(checkpoint, ONE).backfills()).containsExactly(OTHER);
  }

  @Test
  void aTierThatIsDoneStandsAtTheEndOfItsWindow() {
    Window window = Window.of(NARROW, end(100), end(101));

    assertThat(new WorkItem.OfTier(0).done(START, window).watermark()).isEqualTo(end(101));
  }

  @Test
  void onlyTheNarrowestTierRemembersManyIds() {
    assertThat(new WorkItem.OfTier(0).isNarrowest()).isTrue();
    assertThat(new WorkItem.OfTier(0).maxIds()).isEqualTo(10_000);
    assertThat(List.of(new WorkItem.OfTier(1), new WorkItem.OfRepair(), new WorkItem.OfBackfill()))
        .noneMatch(WorkItem::isNarrowest)
        .allMatch(item -> item.maxIds() == 2_000);
  }
}
