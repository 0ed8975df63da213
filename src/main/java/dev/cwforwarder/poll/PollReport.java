package dev.cwforwarder.poll;

import dev.cwforwarder.forward.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The outcome of a run.
///
/// @param end why it ended
/// @param problem why the whole run was aborted or could not start; empty: it was not
/// @param delivery the outcome of the events that were due
/// @param sources the outcome of each source
/// @param skipped log groups that are not polled, with the reason
/// @param counts requests and other work of the run
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
    /// More is due. The next run continues.
    OUT_OF_TIME,
    /// Another run is in progress.
    LEASE_HELD,
    /// ClickStack does not accept the records.
    UNAVAILABLE,
    /// Checkpoints cannot be read or written, or another process wrote them.
    CHECKPOINTS
  }

  /// The outcome of one source.
  ///
  /// @param id see [PollSource#id]
  /// @param behind now minus the watermark of its narrowest tier
  /// @param more whether more is due
  /// @param failure why it cannot be read; null: it can
  public record Outcome(String id, Duration behind, boolean more, @Nullable Failure failure) {}

  /// Requests and other work of a run.
  ///
  /// @param requests requests for events to CloudWatch
  /// @param throttled how many of them were throttled
  /// @param bytesScanned what Logs Insights scanned, which AWS bills
  /// @param late events that were too late for the narrowest tier
  /// @param repaired repairs that audits scheduled: each forwards at least one minute again
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

  /// How far the slowest source is behind; zero without sources.
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

  /// One report for this run and a later one.
  public PollReport plus(PollReport later) {
    return new PollReport(
        later.end,
        later.end == End.OUT_OF_TIME ? problem : later.problem,
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
      case OUT_OF_TIME ->
          counts.requests() == 0
              ? problem
              : what + (problem.isEmpty() ? "" : "; " + problem) + "; there is more";
      case LEASE_HELD -> "another run is in progress";
      case UNAVAILABLE, CHECKPOINTS -> what + "; stopped: " + problem;
    };
  }
}
