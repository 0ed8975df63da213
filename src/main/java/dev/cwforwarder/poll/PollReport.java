package dev.cwforwarder.poll;

import dev.cwforwarder.forward.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a run did.
///
/// @param end why it ended
/// @param problem what stood in the way of the whole run; empty when nothing did
/// @param delivery what became of the events that were due
/// @param sources each source that was looked at
/// @param skipped log groups that are not polled, with the reason
/// @param counts what was done for it
public record PollReport(
    End end,
    String problem,
    Delivery delivery,
    List<Outcome> sources,
    Map<String, String> skipped,
    Counts counts) {
  /// Why a run ends.
  public enum End {
    /// Nothing more is due.
    DONE,
    /// There is more, and the next run goes on with it.
    OUT_OF_TIME,
    /// Another run is at work.
    LEASE_HELD,
    /// ClickStack does not take it.
    UNAVAILABLE,
    /// The checkpoints cannot be read or written, or somebody else wrote them.
    CHECKPOINTS
  }

  /// What became of one source.
  ///
  /// @param id see [PollSource#id]
  /// @param behind now minus the watermark of its narrowest tier
  /// @param more whether something that is due is left
  /// @param failure what stands in its way
  public record Outcome(String id, Duration behind, boolean more, @Nullable Failure failure) {}

  /// What was done.
  ///
  /// @param requests to CloudWatch for events
  /// @param throttled of them
  /// @param bytesScanned by Logs Insights, which AWS bills
  /// @param late events that came later than the narrowest tier reads
  /// @param repaired repairs that audits asked for: one is at least one minute's events
  public record Counts(long requests, long throttled, long bytesScanned, long late, long repaired) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(
          requests + other.requests,
          throttled + other.throttled,
          bytesScanned + other.bytesScanned,
          late + other.late,
          repaired + other.repaired);
    }
  }

  public PollReport {
    sources = List.copyOf(sources);
    skipped = Map.copyOf(skipped);
  }

  static PollReport leaseHeld() {
    return new PollReport(End.LEASE_HELD, "", Delivery.NONE, List.of(), Map.of(), Counts.NONE);
  }

  /// Of the source that is furthest behind; zero without sources.
  public Duration lag() {
    return sources.stream().map(Outcome::behind).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /// How many sources could not be read, by reason in lower case.
  public Map<String, Integer> failuresByReason() {
    Map<String, Integer> counts = new TreeMap<>();
    for (Outcome source : sources) {
      Failure failure = source.failure();
      if (failure != null) {
        counts.merge(failure.reason().stored().toLowerCase(Locale.ROOT), 1, Integer::sum);
      }
    }
    return counts;
  }

  /// This report and one of a later cycle as one.
  public PollReport plus(PollReport later) {
    return new PollReport(
        later.end,
        later.problem,
        delivery.plus(later.delivery),
        later.sources.isEmpty() ? sources : later.sources,
        later.skipped.isEmpty() ? skipped : later.skipped,
        counts.plus(later.counts));
  }

  /// "12 sources, 345 events exported, 1 source failed".
  public String summary() {
    long failed = sources.stream().filter(source -> source.failure() != null).count();
    String what =
        "%d sources, %d events due, %d exported, %d requests, %d s behind"
            .formatted(
                sources.size(),
                delivery.received(),
                delivery.exported(),
                counts.requests(),
                lag().toSeconds());
    return switch (end) {
      case DONE -> what + (failed == 0 ? "" : "; %d sources failed".formatted(failed));
      case OUT_OF_TIME -> what + "; there is more";
      case LEASE_HELD -> "another run is at work";
      case UNAVAILABLE, CHECKPOINTS -> what + "; stopped: " + problem;
    };
  }
}
