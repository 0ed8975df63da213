package dev.cwforwarder.poll;

import static dev.cwforwarder.poll.PollFixtures.MIDDLE;
import static dev.cwforwarder.poll.PollFixtures.NARROW;
import static dev.cwforwarder.poll.PollFixtures.end;
import static dev.cwforwarder.poll.PollFixtures.event;
import static dev.cwforwarder.poll.PollFixtures.page;
import static dev.cwforwarder.poll.PollFixtures.sums;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WindowTest {
  private static final long AFTER = end(100);
  private static final long UP_TO = end(101);
  private static final Window NARROWEST = Window.of(NARROW, AFTER, UP_TO);
  private static final Window WIDER = Window.of(MIDDLE, AFTER, UP_TO);

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "60000, true", "60001, false"})
  void theIngestionTimesOfAWindowExcludeItsStartAndIncludeItsEnd(long millis, boolean due) {
    assertThat(NARROWEST.isDue(event("a", AFTER + millis, 0))).isEqualTo(due);
  }

  @ParameterizedTest
  @CsvSource({
    "-7200000, true, false",
    "0, true, false",
    "119999, true, false",
    "120000, false, true",
    "3599999, false, true",
    "3600000, false, false"
  })
  void everyLatenessBelongsToOneTier(long late, boolean narrowest, boolean wider) {
    PolledEvent event = event("a", UP_TO, late);

    assertThat(NARROWEST.isDue(event)).isEqualTo(narrowest);
    assertThat(WIDER.isDue(event)).isEqualTo(wider);
  }

  @Test
  void everyTimestampThatMayBeDueIsRead() {
    assertThat(NARROWEST.first()).isBetween(AFTER - 119_999, AFTER + 1 - 119_999);
    assertThat(NARROWEST.last()).isEqualTo(UP_TO + 7_200_000);
    assertThat(WIDER.first()).isBetween(AFTER - 3_599_999, AFTER + 1 - 3_599_999);
    assertThat(WIDER.last()).isEqualTo(UP_TO);
  }

  @Test
  void withoutAnIngestionTimeTheTimestampCounts() {
    PolledEvent event = new PolledEvent("a", "s", UP_TO, PolledEvent.UNKNOWN, "m", Map.of());

    assertThat(NARROWEST.isDue(event)).isTrue();
    assertThat(WIDER.isDue(event)).isFalse();
  }

  @Test
  void aBackfillIncludesEveryLatenessUpToTheTimeOfTheRequest() {
    Window backfill = Window.backfill(10, 20, UP_TO);

    assertThat(backfill.isDue(event("a", UP_TO, UP_TO - 10))).isTrue();
    assertThat(backfill.isDue(event("a", UP_TO + 1, 0))).isFalse();
  }

  @Test
  void aRepairOfOneEventForwardsOnlyThatEvent() {
    Window repair = Window.repair(AFTER, UP_TO, 120_000, EventHash.of("a"));

    assertThat(repair.isDue(event("a", UP_TO, 0))).isTrue();
    assertThat(repair.isDue(event("b", UP_TO, 0))).isFalse();
    assertThat(repair.widened().isDue(event("b", UP_TO, 0))).isTrue();
  }

  @Test
  void acknowledgedEventsAreSummedByTier() {
    Window past =
        WIDER.past(
            List.of(
                event("future", UP_TO, -1),
                event("less-late", UP_TO, 119_999),
                event("due", UP_TO, 120_000),
                event("later-tier", UP_TO, 3_600_000),
                event("before", AFTER, 120_000),
                event("after", UP_TO + 1, 120_000)),
            "",
            10);

    assertThat(past.seen()).isEqualTo(sums(UP_TO, "less-late"));
    assertThat(past.delivered()).isEqualTo(sums(UP_TO, "due"));
  }

  @Test
  void eventsOfAPageThatAreAcknowledgedAreNotFresh() {
    PolledEvent first = event("a", UP_TO, 0);
    PolledEvent second = event("b", UP_TO, 0);
    Window past = NARROWEST.past(List.of(first), "token", 10);

    assertThat(past.fresh(page("", first, second))).containsExactly(second);
    assertThat(NARROWEST.isUntouched()).isTrue();
    assertThat(past.isUntouched()).isFalse();
  }

  @Test
  void moreIdsThanTheLimitAreDropped() {
    PolledEvent first = event("a", UP_TO, 0);
    PolledEvent second = event("b", UP_TO, 0);

    assertThat(NARROWEST.past(List.of(first, second), "", 2).fresh(page("", first))).isEmpty();
    assertThat(NARROWEST.past(List.of(first, second), "", 1).fresh(page("", first))).hasSize(1);
  }

  @Test
  void withoutATokenSortedEventsContinueAtTheTimestampAndOthersAtTheStart() {
    PolledEvent early = event("a", UP_TO - 1, 0);
    PolledEvent late = event("b", UP_TO, 0);
    Window sorted = NARROWEST.past(List.of(early, late), "token", 10).withoutToken();
    Window unsorted = NARROWEST.past(List.of(late, early), "token", 10).withoutToken();

    assertThat(sorted.cursor().from()).isEqualTo(UP_TO);
    assertThat(sorted.cursor().token()).isEmpty();
    assertThat(sorted.delivered().of(101).events()).isEqualTo(2);
    assertThat(unsorted).isEqualTo(NARROWEST);
  }
}
