package dev.cwforwarder.poll;

import static dev.cwforwarder.poll.PollFixtures.MIDDLE;
import static dev.cwforwarder.poll.PollFixtures.NARROW;
import static dev.cwforwarder.poll.PollFixtures.candidate;
import static dev.cwforwarder.poll.PollFixtures.checkpoint;
import static dev.cwforwarder.poll.PollFixtures.end;
import static dev.cwforwarder.poll.PollFixtures.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The narrowest tier stands at minute 1000. It is read every minute and settles for 30 s.
final class NextWindowTest {
  private static final long WATERMARK = end(1000);
  private static final long SETTLE = 30_000;
  private static final Scope EVERYTHING = new Scope.Everything();
  private static final Checkpoint CHECKPOINT = checkpoint(WATERMARK, NARROW, MIDDLE);
  private static final Window WORK = Window.repair(end(1), end(2), 120_000, 0);

  private static Optional<NextWindow.Choice> next(Scope scope, long now, Checkpoint checkpoint) {
    return new NextWindow(candidate(scope, NARROW, MIDDLE), now).of(checkpoint, false);
  }

  private static Optional<NextWindow.Choice> next(long now, Checkpoint checkpoint) {
    return next(EVERYTHING, now, checkpoint);
  }

  private static @Nullable Window window(Optional<NextWindow.Choice> choice) {
    return choice.flatMap(one -> one.item().window(one.checkpoint())).orElse(null);
  }

  /// The narrowest tier stands at minute 1000 and is not due; the wider one stands at `watermark`.
  private static Optional<NextWindow.Choice> wider(long watermark) {
    Checkpoint.TierState state = CHECKPOINT.tiers().get(1);
    return next(WATERMARK + SETTLE, CHECKPOINT.with(1, state.closed(watermark, MinuteSums.NONE)));
  }

  @Test
  void theNarrowestTierIsDueAfterHalfItsInterval() {
    assertThat(next(WATERMARK + SETTLE + 29_999, CHECKPOINT)).isEmpty();
    assertThat(window(next(WATERMARK + SETTLE + 30_000, CHECKPOINT)))
        .isEqualTo(Window.of(NARROW, WATERMARK, WATERMARK + 30_000));
  }

  /// Logs Insights bills what it scans: half of a long interval would scan almost twice as much.
  @Test
  void aLongIntervalIsWaitedForExceptForHalfAMinute() {
    Tier slow = new Tier(Duration.ZERO, minutes(15), minutes(6));
    Checkpoint checkpoint = checkpoint(WATERMARK, slow);
    long due = WATERMARK + SETTLE + minutes(6).toMillis() - 30_000;

    PollPlan.Reading reading =
        new PollPlan.Reading(
            new PollPlan.StartFrom.Age(Duration.ZERO),
            slow.every(),
            Duration.ofMillis(SETTLE),
            List.of(slow),
            new PollPlan.Insights(true, minutes(5), List.of(NARROW), 2),
            100);
    Candidate candidate = new Candidate(PollFixtures.source("/g"), reading, EVERYTHING, null, true);

    assertThat(new NextWindow(candidate, due - 1).of(checkpoint, false)).isEmpty();
    assertThat(new NextWindow(candidate, due).of(checkpoint, false)).isPresent();
  }

  @Test
  void aWindowHasAtMostADay() {
    assertThat(window(next(WATERMARK + Duration.ofDays(3).toMillis(), CHECKPOINT)))
        .isEqualTo(Window.of(NARROW, WATERMARK, WATERMARK + Duration.ofDays(1).toMillis()));
  }

  @Test
  void withoutIngestionTimesItSettlesForAQuarterOfAnHour() {
    long now = WATERMARK + minutes(15).toMillis() + 30_000;

    assertThat(next(now - 1, CHECKPOINT.withIngestionUnknown())).isEmpty();
    assertThat(next(now, CHECKPOINT.withIngestionUnknown())).isPresent();
  }

  @Test
  void newEventsComeBeforeRepairsWiderTiersAndBackfills() {
    Checkpoint.TierState late = CHECKPOINT.tiers().get(1).closed(0, MinuteSums.NONE);
    Checkpoint backfill = CHECKPOINT.withBackfills(List.of(WORK));
    Checkpoint all = backfill.with(1, late).withRepairs(List.of(WORK));

    assertThat(next(WATERMARK + end(2), all).orElseThrow().item())
        .isEqualTo(new WorkItem.OfTier(0));
    assertThat(next(WATERMARK, all).orElseThrow().item()).isEqualTo(new WorkItem.OfRepair());
    assertThat(next(WATERMARK, all.withRepairs(List.of())).orElseThrow().item())
        .isEqualTo(new WorkItem.OfTier(1));
    assertThat(next(WATERMARK, backfill).orElseThrow().item()).isEqualTo(new WorkItem.OfBackfill());
  }

  @Test
  void anOpenWindowIsContinuedThoughNothingElseIsDue() {
    Window open = Window.of(NARROW, WATERMARK, WATERMARK + 1);
    Checkpoint checkpoint = CHECKPOINT.with(0, CHECKPOINT.tiers().getFirst().opened(open));

    assertThat(window(next(WATERMARK, checkpoint))).isEqualTo(open);
  }

  @Test
  void aWiderTierStaysTenMinutesBehindAndWaitsForItsInterval() {
    assertThat(wider(end(976))).isEmpty();
    assertThat(window(wider(end(975)))).isEqualTo(Window.of(MIDDLE, end(975), end(990)));
  }

  @Test
  void ofASourceThatIsOnlyBackfilledNoTierIsRead() {
    Scope scope = new Scope.BackfillsOnly();
    long later = WATERMARK + Duration.ofDays(1).toMillis();

    assertThat(next(scope, later, CHECKPOINT.withRepairs(List.of(WORK)))).isEmpty();
    assertThat(window(next(scope, later, CHECKPOINT.withBackfills(List.of(WORK))))).isEqualTo(WORK);
  }

  @Test
  void aLongBackfillIsReadInPartsOfNineDays() {
    long first = WATERMARK + 1;
    long last = first + Duration.ofDays(300).toMillis() - 1;
    Checkpoint checkpoint =
        CHECKPOINT.withBackfills(List.of(Window.backfill(first, last, WATERMARK), WORK));
    Scope scope = new Scope.BackfillsOnly();

    List<Window> parts = new ArrayList<>();
    for (NextWindow.Choice choice = next(scope, WATERMARK, checkpoint).orElseThrow();
        !choice.checkpoint().backfills().equals(List.of(WORK));
        choice = next(scope, WATERMARK, checkpoint).orElseThrow()) {
      assertThat(choice.checkpoint().requestedBackfills()).isEqualTo(2);
      assertThat(next(scope, WATERMARK, choice.checkpoint())).contains(choice);
      Window part = choice.item().window(choice.checkpoint()).orElseThrow();
      parts.add(part);
      checkpoint = choice.item().done(choice.checkpoint(), part);
    }

    assertThat(parts)
        .hasSize(34)
        .allMatch(part -> part.last() - part.first() < Duration.ofDays(9).toMillis())
        .allMatch(part -> part.upTo() == WATERMARK);
    assertThat(parts.getFirst().first()).isEqualTo(first);
    assertThat(parts.getLast().last()).isEqualTo(last);
    for (int i = 1; i < parts.size(); i++) {
      assertThat(parts.get(i).first()).isEqualTo(parts.get(i - 1).last() + 1);
    }
  }

  @Test
  void aBackfillThatHasBegunIsNotSplit() {
    Window begun =
        Window.backfill(0, Duration.ofDays(300).toMillis(), WATERMARK)
            .past(List.of(PollFixtures.event("a", 5, 0)), "token", 10);

    assertThat(
            window(
                next(
                    new Scope.BackfillsOnly(),
                    WATERMARK,
                    CHECKPOINT.withBackfills(List.of(begun)))))
        .isEqualTo(begun);
  }

  @Test
  void tiersEndWithTheMinuteOfTheScopesEnd() {
    Scope scope = new Scope.Until(Instant.ofEpochMilli(WATERMARK + 1));
    Checkpoint ended =
        CHECKPOINT.with(0, CHECKPOINT.tiers().getFirst().closed(end(1001), MinuteSums.NONE));
    long settled = end(1001) + minutes(10).toMillis();

    assertThat(window(next(scope, settled, CHECKPOINT)))
        .isEqualTo(Window.of(NARROW, WATERMARK, end(1001)));
    assertThat(next(scope, settled - 1, ended)).isEmpty();
    assertThat(window(next(scope, settled, ended)))
        .isEqualTo(Window.of(MIDDLE, WATERMARK, end(1001)));
  }

  @Test
  void aChangedIntervalAppliesAtOnce() {
    Tier often = new Tier(minutes(2), minutes(60), minutes(1));
    Checkpoint before = checkpoint(WATERMARK, NARROW, often);

    assertThat(next(WATERMARK + end(2), before).orElseThrow().checkpoint().tierList())
        .containsExactly(NARROW, MIDDLE);
  }

  @Test
  void changedRangesApplyOnceAllTiersStandAtTheSameMinute() {
    Tier single = new Tier(Duration.ZERO, minutes(5), minutes(1));
    Checkpoint aligned = checkpoint(WATERMARK, single);
    Checkpoint between = checkpoint(WATERMARK + 1, single);

    assertThat(next(WATERMARK + end(2), aligned).orElseThrow().checkpoint().tierList())
        .containsExactly(NARROW, MIDDLE);
    NextWindow.Choice first = next(WATERMARK + end(2) + SETTLE + 1, between).orElseThrow();
    assertThat(first.checkpoint().tierList()).containsExactly(single);
    assertThat(first.item().window(first.checkpoint()).orElseThrow().upTo()).isEqualTo(end(1002));
  }

  @Test
  void tiersOfAReaderThatIsNotKnownToWorkAreNotAdopted() {
    Tier single = new Tier(Duration.ZERO, minutes(5), minutes(1));
    NextWindow nextWindow =
        new NextWindow(candidate(EVERYTHING, NARROW, MIDDLE), WATERMARK + end(2));

    assertThat(
            nextWindow
                .of(checkpoint(WATERMARK, single), true)
                .orElseThrow()
                .checkpoint()
                .tierList())
        .containsExactly(single);
  }
}
