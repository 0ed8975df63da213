package dev.cwforwarder.poll;

import java.time.Duration;
import java.util.List;

/// A range of lateness. The lateness of an event is its ingestion time minus its timestamp.
///
/// @param from lowest lateness, inclusive; zero includes events with timestamps in the future
/// @param to highest lateness, exclusive
/// @param every how often the tier is read
public record Tier(Duration from, Duration to, Duration every) {
  /// CloudWatch Logs rejects older events.
  public static final Duration MAX_LATENESS = Duration.ofDays(14);

  /// A checkpoint has space for the cursors of this many tiers.
  public static final int MAX_TIERS = 4;

  public Tier {
    if (from.isNegative() || to.compareTo(from) <= 0 || to.compareTo(MAX_LATENESS) > 0) {
      throw new IllegalArgumentException(
          "a tier from %s to %s; expected 0 <= from < to <= 14 days".formatted(from, to));
    }
    if (every.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("a tier read every %s; at least 1 s".formatted(every));
    }
  }

  /// The default tiers. Events that are at most two minutes late are read in every cycle. Later
  /// events are read less often, because each such read covers everything since then again.
  ///
  /// @param interval between two cycles; no tier is read more often
  public static List<Tier> standard(Duration interval) {
    return List.of(
        new Tier(Duration.ZERO, Duration.ofMinutes(2), interval),
        new Tier(Duration.ofMinutes(2), Duration.ofHours(1), max(interval, Duration.ofMinutes(15))),
        new Tier(Duration.ofHours(1), Duration.ofHours(24), max(interval, Duration.ofHours(6))));
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? b : a;
  }

  /// Checks that `tiers` have no gap: narrowest first, each starting where the previous one ends.
  ///
  /// @return a copy
  /// @throws IllegalArgumentException if there is a gap, or more than [#MAX_TIERS]
  public static List<Tier> complete(List<Tier> tiers) {
    Duration end = Duration.ZERO;
    for (Tier tier : tiers) {
      if (!tier.from.equals(end)) {
        throw new IllegalArgumentException(
            "a tier starts at %s, the previous one ends at %s".formatted(tier.from, end));
      }
      end = tier.to;
    }
    if (tiers.isEmpty() || tiers.size() > MAX_TIERS) {
      throw new IllegalArgumentException(
          "expected 1 to %d tiers, got %d".formatted(MAX_TIERS, tiers.size()));
    }
    return List.copyOf(tiers);
  }
}
