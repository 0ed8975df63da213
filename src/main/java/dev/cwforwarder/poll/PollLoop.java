package dev.cwforwarder.poll;

import dev.cwforwarder.model.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Polls once, or several times if the interval is shorter than a schedule allows.
public final class PollLoop {
  /// The shortest rate of EventBridge Scheduler.
  private static final Duration SCHEDULE = Duration.ofMinutes(1);

  /// With less time left, a run would search for log groups and end.
  private static final Duration MIN_RUN = Duration.ofSeconds(21);

  private final Poller poller;
  private final Clock clock;

  public PollLoop(Poller poller, Clock clock) {
    this.poller = poller;
    this.clock = clock;
  }

  /// Polls until the next invocation is due, or until a run ends early.
  ///
  /// @param interval between the starts of two runs
  /// @return one report for all runs
  public PollReport run(PollPlan plan, Duration interval, Deadline deadline, PollProgress progress)
      throws InterruptedException {
    Instant start = clock.instant();
    PollReport all = poller.run(plan, deadline, progress);
    for (int run = 1; all.end() == PollReport.End.DONE; run++) {
      Duration due = interval.multipliedBy(run);
      if (due.compareTo(SCHEDULE) >= 0) {
        break;
      }
      Duration wait = Duration.between(clock.instant(), start.plus(due));
      if (!deadline.allows(wait.plus(MIN_RUN))) {
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
