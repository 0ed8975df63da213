package dev.cwforwarder.export;

import java.util.List;
import java.util.Optional;

/// Exports the batches of one delivery, which share one deadline and one retry budget. Not
/// thread-safe.
public final class ExportSession<R> {
  private final Sender sender;
  private final Backoff backoff;
  private final CompressionNegotiation negotiation;
  private final ExportBuffers.Pool<R> buffers;
  private final int maxRequestBytes;
  private final EndpointState state;

  /// @param state observes the results
  ExportSession(
      Sender sender,
      Backoff backoff,
      CompressionNegotiation negotiation,
      ExportBuffers.Pool<R> buffers,
      int maxRequestBytes,
      EndpointState state) {
    this.sender = sender;
    this.backoff = backoff;
    this.negotiation = negotiation;
    this.buffers = buffers;
    this.maxRequestBytes = maxRequestBytes;
    this.state = state;
  }

  /// Exports `records` in one request, if they fit.
  public ExportResult export(List<R> records) {
    try (ExportBuffers<R> reused = buffers.acquire()) {
      int bytes = reused.encoder().encode(records, maxRequestBytes);
      if (bytes > maxRequestBytes) {
        return new ExportResult.TooLarge(bytes);
      }
      ExportResult result = new RetryLoop(sender, backoff, negotiation, reused).run();
      state.observe(result);
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
