package dev.cwforwarder.export;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Exports the batches of one delivery, which share one deadline and one retry budget. Not
/// thread-safe.
public final class ExportSession<R> {
  private final Sender sender;
  private final Backoff backoff;
  private final CompressionNegotiation negotiation;
  private final ExportBuffers.Pool<R> buffers;
  private final int maxRequestBytes;
  private final AtomicBoolean outage;

  /// @param outage set when the endpoint is unavailable, cleared by the next success
  ExportSession(
      Sender sender,
      Backoff backoff,
      CompressionNegotiation negotiation,
      ExportBuffers.Pool<R> buffers,
      int maxRequestBytes,
      AtomicBoolean outage) {
    this.sender = sender;
    this.backoff = backoff;
    this.negotiation = negotiation;
    this.buffers = buffers;
    this.maxRequestBytes = maxRequestBytes;
    this.outage = outage;
  }

  /// Exports `records` in one request, if they fit.
  public ExportResult export(List<R> records) {
    try (ExportBuffers<R> reused = buffers.acquire()) {
      int bytes = reused.encoder().encode(records, maxRequestBytes);
      if (bytes > maxRequestBytes) {
        return new ExportResult.TooLarge(bytes);
      }
      ExportResult result = new RetryLoop(sender, backoff, negotiation, reused).run();
      switch (result) {
        case ExportResult.Exported _, ExportResult.PartlyRejected _ -> outage.set(false);
        case ExportResult.Unavailable _ -> outage.set(true);
        case ExportResult.TooLarge _, ExportResult.Refused _, ExportResult.Misconfigured _ -> {}
      }
      return result;
    }
  }

  /// Posts a request without records, to distinguish refused data from an endpoint that accepts
  /// nothing.
  ///
  /// @return the problem of the endpoint; empty when it accepts requests
  public Optional<String> probe() {
    return sender.probe();
  }

  /// The traffic of the session so far.
  public TransferCounts traffic() {
    return sender.traffic();
  }
}
