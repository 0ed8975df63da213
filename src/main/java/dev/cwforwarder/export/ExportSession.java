package dev.cwforwarder.export;

import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// Exports the batches of one delivery, which share one deadline and one retry budget. Not
/// thread-safe.
public final class ExportSession {
  private final Sender sender;
  private final Backoff backoff;
  private final CompressionNegotiation negotiation;
  private final ExportBuffers.Pool buffers;
  private final int maxRequestBytes;
  private final RecentDays recentDays;
  private final AtomicBoolean outage;

  /// @param outage set when the endpoint is unavailable, cleared by the next success
  ExportSession(
      Sender sender,
      Backoff backoff,
      CompressionNegotiation negotiation,
      ExportBuffers.Pool buffers,
      int maxRequestBytes,
      RecentDays recentDays,
      AtomicBoolean outage) {
    this.sender = sender;
    this.backoff = backoff;
    this.negotiation = negotiation;
    this.buffers = buffers;
    this.maxRequestBytes = maxRequestBytes;
    this.recentDays = recentDays;
    this.outage = outage;
  }

  /// Exports `records` in one request, if they fit and are of few days. First waits if records of
  /// many other days were sent a moment ago.
  public ExportResult export(List<LogRecordData> records) {
    Set<Long> days = RecordDays.of(records);
    if (days.size() > RecordDays.MAX_PER_REQUEST) {
      return new ExportResult.TooManyDays(days.size());
    }
    try (ExportBuffers reused = buffers.acquire()) {
      int bytes = reused.encoder().encode(records, maxRequestBytes);
      if (bytes > maxRequestBytes) {
        return new ExportResult.TooLarge(bytes);
      }
      String whyNot = backoff.awaitStart(recentDays, days);
      if (whyNot != null) {
        return new ExportResult.OutOfTime(
            "records of more than %d days must not be sent within %d s, and %s"
                .formatted(RecentDays.MAX, RecentDays.WINDOW.toSeconds(), whyNot));
      }
      return post(reused, days);
    }
  }

  private ExportResult post(ExportBuffers encoded, Set<Long> days) {
    try {
      ExportResult result = new RetryLoop(sender, backoff, negotiation, encoded).run();
      switch (result) {
        case ExportResult.Exported _, ExportResult.PartlyRejected _ -> outage.set(false);
        case ExportResult.Unavailable _ -> outage.set(true);
        case ExportResult.TooLarge _, ExportResult.TooManyDays _, ExportResult.OutOfTime _ -> {}
        case ExportResult.Refused _, ExportResult.Misconfigured _ -> {}
      }
      return result;
    } finally {
      recentDays.end(days);
    }
  }

  /// Posts a request without records, to distinguish refused data from an endpoint that accepts
  /// nothing.
  ///
  /// @return the problem of the endpoint; empty when it accepts requests
  public Optional<String> probe() {
    return sender.probe();
  }

  /// Posts a request without records, to check the endpoint before there are any.
  ///
  /// @return why the endpoint does not accept it, with the address; empty when it does
  public Optional<String> reach() {
    return sender.reach().map(sender::failure);
  }

  /// The traffic of the session so far.
  public TransferCounts traffic() {
    return sender.traffic();
  }
}
