package dev.cwforwarder.export;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The UTC days of the records that were sent within the last seconds. The collector inserts what
/// all senders send within 5 s at once, and ClickHouse refuses an insert of more than 100 days. So
/// one process sends records of at most 20 days within 6 s. Thread-safe.
public final class RecentDays {
  /// Leaves room for four more processes that read or replay old events.
  static final int MAX = 20;

  /// The time of the collector's batch, and a margin.
  static final Duration WINDOW = Duration.ofSeconds(6);

  private final Clock clock;
  private final Map<Long, Use> uses = new HashMap<>();

  public RecentDays(Clock clock) {
    this.clock = clock;
  }

  private static final class Use {
    int requests;
    Instant until = Instant.MIN;

    boolean isOver(Instant now) {
      return requests == 0 && !until.isAfter(now);
    }

    /// The earliest time at which the day no longer counts.
    Instant end(Instant now) {
      return requests == 0 ? until : now.plus(WINDOW);
    }
  }

  /// Starts a request with records of `days`, if it may be sent now. Then [#end] must follow.
  ///
  /// @return zero if it has started; otherwise the time after which to try again
  synchronized Duration start(Set<Long> days) {
    Instant now = clock.instant();
    uses.values().removeIf(use -> use.isOver(now));
    List<Instant> others = new ArrayList<>();
    for (Map.Entry<Long, Use> use : uses.entrySet()) {
      if (!days.contains(use.getKey())) {
        others.add(use.getValue().end(now));
      }
    }
    int tooMany = others.size() + days.size() - MAX;
    if (tooMany > 0) {
      others.sort(null);
      return Duration.between(now, others.get(tooMany - 1));
    }
    for (Long day : days) {
      use(day).requests++;
    }
    return Duration.ZERO;
  }

  /// Ends a request that was started.
  synchronized void end(Set<Long> days) {
    Instant until = clock.instant().plus(WINDOW);
    for (Long day : days) {
      Use use = use(day);
      use.requests--;
      use.until = until;
    }
  }

  private Use use(Long day) {
    return uses.computeIfAbsent(day, _ -> new Use());
  }
}
