package dev.cwforwarder.config;

import dev.cwforwarder.config.text.ConfigSection;
import dev.cwforwarder.config.text.GoDuration;
import dev.cwforwarder.poll.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Reads `tiers`: a list of `{to: 1h, every: 15m}`. Each tier starts where the one before it ends.
/// The first starts at zero and is read in every cycle unless it sets `every`.
final class TierReader {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MAX_EVERY = Duration.ofDays(7);

  private final List<Tier> tiers = new ArrayList<>();
  private Duration end = Duration.ZERO;
  private Duration minEvery;

  private TierReader(Duration interval) {
    this.minEvery = interval;
  }

  /// The tiers of `logs`, ascending and without gaps; the default tiers when it has none. Records
  /// every problem.
  ///
  /// @param interval between two cycles
  static List<Tier> read(ConfigSection logs, Duration interval) {
    List<ConfigSection> sections = logs.list("tiers");
    if (sections.size() > Tier.MAX_TIERS) {
      logs.problem(
          "tiers", "expected at most %d tiers, got %d".formatted(Tier.MAX_TIERS, sections.size()));
    }
    TierReader reader = new TierReader(interval);
    sections.stream().limit(Tier.MAX_TIERS).forEach(reader::add);
    return reader.tiers.isEmpty() ? Tier.standard(interval) : reader.tiers;
  }

  private void add(ConfigSection section) {
    Duration to = to(section);
    Duration every = every(section);
    if (!section.duration("from", end, Duration.ZERO, Tier.MAX_LATENESS).equals(end)) {
      section.problem("from", "expected %s: no gap".formatted(GoDuration.format(end)));
    }
    section.refuseOthers();
    if (to.compareTo(end) > 0) {
      tiers.add(new Tier(end, to, every));
      end = to;
      minEvery = every;
    }
  }

  private Duration to(ConfigSection section) {
    Duration fallback = min(end.plus(SECOND), Tier.MAX_LATENESS);
    Duration to = section.duration("to", fallback, SECOND, Tier.MAX_LATENESS);
    if (!section.has("to")) {
      section.problem("to", "expected the maximum lateness of its events, such as 1h");
    } else if (to.compareTo(end) <= 0) {
      section.problem("to", "expected more than %s".formatted(GoDuration.format(end)));
    }
    return to;
  }

  private Duration every(ConfigSection section) {
    boolean first = end.isZero();
    Duration every = section.duration("every", minEvery, SECOND, MAX_EVERY);
    if (!first && !section.has("every")) {
      section.problem("every", "expected how often to read it, such as 15m");
    } else if (every.compareTo(minEvery) < 0) {
      section.problem("every", "expected at least %s".formatted(GoDuration.format(minEvery)));
    }
    return every;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
