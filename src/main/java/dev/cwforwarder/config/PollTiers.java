package dev.cwforwarder.config;

import dev.cwforwarder.config.PollSettings.Tier;
import dev.cwforwarder.config.text.ConfigSection;
import dev.cwforwarder.config.text.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `tiers`: a list of `{to: 1h, every: 15m}`, each beginning where the one before ends. The
/// first begins at zero and is read in every cycle unless it says otherwise.
final class PollTiers {
  private static final int MOST = 4;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HORIZON = Duration.ofDays(14);
  private static final Duration LONGEST = Duration.ofDays(7);

  private final ConfigSection logs;
  private final Duration interval;

  PollTiers(ConfigSection logs, Duration interval) {
    this.logs = logs;
    this.interval = interval;
  }

  /// Ascending, disjoint and complete from zero.
  List<Tier> read() {
    List<ConfigSection> given = logs.list("tiers");
    if (given.isEmpty()) {
      return standard();
    }
    if (given.size() > MOST) {
      logs.problem("tiers", "expected at most %d tiers, got %d".formatted(MOST, given.size()));
    }
    List<Tier> tiers = new ArrayList<>();
    for (ConfigSection section : given) {
      tiers.add(tier(section, tiers.isEmpty() ? null : tiers.getLast()));
      section.refuseOthers();
    }
    return tiers;
  }

  private List<Tier> standard() {
    return List.of(
        new Tier(Duration.ZERO, Duration.ofMinutes(2), interval),
        new Tier(Duration.ofMinutes(2), Duration.ofHours(1), atLeast(Duration.ofMinutes(15))),
        new Tier(Duration.ofHours(1), Duration.ofHours(24), atLeast(Duration.ofHours(6))));
  }

  private Tier tier(ConfigSection section, @Nullable Tier before) {
    Duration begin = before == null ? Duration.ZERO : before.to();
    Duration least = before == null ? interval : before.every();
    if (!section.has("to")) {
      section.problem("to", "expected how late its events may be, such as 1h");
    }
    Duration to = section.duration("to", begin.plus(SECOND), SECOND, HORIZON);
    if (to.compareTo(begin) <= 0) {
      section.problem("to", "expected more than %s".formatted(GoDuration.format(begin)));
    }
    if (!section.duration("from", begin, Duration.ZERO, HORIZON).equals(begin)) {
      section.problem("from", "expected %s: no gap".formatted(GoDuration.format(begin)));
    }
    if (before != null && !section.has("every")) {
      section.problem("every", "expected how often it is read, such as 15m");
    }
    Duration every = section.duration("every", least, SECOND, LONGEST);
    if (every.compareTo(least) < 0) {
      section.problem("every", "expected at least %s".formatted(GoDuration.format(least)));
    }
    return new Tier(begin, to, every);
  }

  private Duration atLeast(Duration usual) {
    return usual.compareTo(interval) < 0 ? interval : usual;
  }
}
