package dev.cwforwarder.poll;

import java.time.Duration;
import java.util.List;

/// Events of some lateness, which is their ingestion time minus their timestamp.
///
/// @param from lowest lateness, inclusive; zero also takes in events stamped in the future
/// @param to highest lateness, exclusive
/// @param every how often it is read
public record Tier(Duration from, Duration to, Duration every) {
  /// CloudWatch takes no event that is older.
  private static final Duration MOST = Duration.ofDays(14);

  /// A checkpoint has room for the cursors of so many.
  public static final int MOST_TIERS = 4;

  /// What comes at most two minutes late is read in every cycle; what comes later, seldom, because
  /// everything since then has to be read again.
  public static final List<Tier> DEFAULT =
      List.of(
          new Tier(Duration.ZERO, Duration.ofMinutes(2), Duration.ofMinutes(1)),
          new Tier(Duration.ofMinutes(2), Duration.ofHours(1), Duration.ofMinutes(15)),
          new Tier(Duration.ofHours(1), Duration.ofHours(24), Duration.ofHours(6)));

  /// Logs Insights bills what it scans, so there is one tier only.
  public static final List<Tier> INSIGHTS =
      List.of(new Tier(Duration.ZERO, Duration.ofMinutes(15), Duration.ofMinutes(15)));

  public Tier {
    if (from.isNegative() || to.compareTo(from) <= 0 || to.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "a tier from %s to %s; expected 0 <= from < to <= 14 days".formatted(from, to));
    }
    if (every.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("a tier read every %s; at least 1 s".formatted(every));
    }
  }

  /// `tiers`, if they leave nothing out: narrowest first, each beginning where the one before ends.
  ///
  /// @throws IllegalArgumentException if not, or if there are more than [#MOST_TIERS]
  public static List<Tier> complete(List<Tier> tiers) {
    Duration end = Duration.ZERO;
    for (Tier tier : tiers) {
      if (!tier.from.equals(end)) {
        throw new IllegalArgumentException(
            "a tier begins at %s, the one before it ends at %s".formatted(tier.from, end));
      }
      end = tier.to;
    }
    if (tiers.isEmpty() || tiers.size() > MOST_TIERS) {
      throw new IllegalArgumentException(
          "expected 1 to %d tiers, got %d".formatted(MOST_TIERS, tiers.size()));
    }
    return List.copyOf(tiers);
  }
}
