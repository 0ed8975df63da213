package dev.cwforwarder.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.aws.InsightsRanges.Range;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.poll.Access;
import dev.cwforwarder.poll.LogReader;
import dev.cwforwarder.poll.PollSource;
import dev.cwforwarder.poll.StreamFilter;
import dev.cwforwarder.testing.aws.SimulatedCloudWatch;
import dev.cwforwarder.testing.time.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InsightsRangesTest {
  private static final long AFTER = Duration.ofDays(20_000).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  private final InsightsRanges ranges = new InsightsRanges();
  private final PollSource source = source();

  /// The rows of a minute, and the milliseconds that the next query spans.
  @ParameterizedTest
  @CsvSource({"0, 120000", "100, 120000", "6000, 80000", "8000, 60000", "10000, 48000"})
  void theNextRangeFitsTheRowsAndGrowsByNoMoreThanTwice(int rows, long span) {
    Range minute = new Range(AFTER + 1, AFTER + MINUTE, MINUTE);

    assertThat(ranges.tokenAfter(request(), minute, rows))
        .isEqualTo((AFTER + MINUTE + 1) + "+" + span);
  }

  @Test
  void theSpanThatFittedIsRememberedForTheNextRequest() {
    Range whole = ranges.next(request());
    assertThat(whole.span()).isEqualTo(HOUR);

    ranges.tokenAfter(request(), whole.endingAt(AFTER + MINUTE), 10_000);

    assertThat(ranges.next(request()).span()).isEqualTo(MINUTE * 4 / 5);
  }

  private LogReader.Request request() {
    return new LogReader.Request(
        source,
        AFTER + 1,
        AFTER + HOUR,
        AFTER,
        AFTER + HOUR,
        "",
        10_000,
        Deadline.in(Duration.ofMinutes(1), Clock.systemUTC()));
  }

  private static PollSource source() {
    SimulatedCloudWatch cloudWatch =
        new SimulatedCloudWatch(new ManualClock(), new SplittableRandom(1), 1);
    cloudWatch.create("/ia", "INFREQUENT_ACCESS");
    return new PollSource(
        Access.own("eu-central-1"),
        cloudWatch.describe("/ia", "").getFirst(),
        new StreamFilter.All());
  }
}
