package dev.cwforwarder.poll;

import dev.cwforwarder.model.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Polls once, or several times where the interval is shorter than a schedule can be.
public final class PollLoop {
  /// EventBridge Scheduler knows no shorter rate.
  private static final Duration SCHEDULE = Duration.ofMinutes(1);

  /// With less time left a cycle would only look for log groups and end.
  private static final Duration CYCLE = Duration.ofSeconds(21);

  private final Poller poller;
  private final Clock clock;

  public PollLoop(Poller poller, Clock clock) {
    this.poller = poller;
    this.clock = clock;
  }

  /// Cycles until the next invocation is due, or one of them ends early.
  ///
  /// @param interval between two cycles
  public PollReport run(PollPlan plan, Duration interval, Deadline deadline, PollProgress progress)
      throws InterruptedException {
    Instant begin = clock.instant();
    PollReport all = poller.run(plan, deadline, progress);
    for (int cycle = 1; all.end() == PollReport.End.DONE; cycle++) {
      Duration due = interval.multipliedBy(cycle);
      if (due.compareTo(SCHEDULE) >= 0) {
        break;
      }
      Duration wait = Duration.between(clock.instant(), begin.plus(due));
      if (!deadline.allows(wait.plus(CYCLE))) {
        break;
      }
      if (wait.isPositive()) {
        Thread.sleep(wait);
      }
      all = all.plus(poller.run(plan, deadline, progress));
    }
    return all;
  }
}
