package dev.cwforwarder.export;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Exports the batches of one delivery, which share one deadline and one retry budget. Not
/// thread-safe.
public final class ExportSession<R> {
  private final Sender sender;
  private final Backoff backoff;
  private final CompressionNegotiation negotiation;
  private final ExportBuffers.Pool<R> buffers;
  private final int maxRequestBytes;
  private final RecentDays recentDays;
  private final EndpointState state;

  /// @param state observes the results
  ExportSession(
      Sender sender,
      Backoff backoff,
      CompressionNegotiation negotiation,
      ExportBuffers.Pool<R> buffers,
      int maxRequestBytes,
      RecentDays recentDays,
      EndpointState state) {
    this.sender = sender;
    this.backoff = backoff;
    this.negotiation = negotiation;
    this.buffers = buffers;
    this.maxRequestBytes = maxRequestBytes;
    this.recentDays = recentDays;
    this.state = state;
  }

  /// Exports `records` in one request, if they fit and are of few days. First waits if records of
  /// many other days were sent a moment ago.
  public ExportResult export(List<R> records) {
    Set<Long> days = buffers.signal().days(records);
    // One record cannot be split; its times are within 15 days, fewer than RecentDays allows.
    if (records.size() > 1 && days.size() > RecordDays.MAX_PER_REQUEST) {
      return new ExportResult.TooManyDays(days.size());
    }
    try (ExportBuffers<R> reused = buffers.acquire()) {
      int bytes = reused.encoder().encode(records, maxRequestBytes);
      if (bytes > maxRequestBytes) {
        return new ExportResult.TooLarge(bytes);
      }
      String whyNot = backoff.awaitStart(recentDays, days);
      if (whyNot != null) {
        return new ExportResult.OutOfTime("nothing was sent: " + whyNot);
      }
      return post(reused, days);
    }
  }

  /// The first UTC day of a record, as days since the epoch.
  public long firstDay(R one) {
    return Collections.min(buffers.signal().days(List.of(one)));
  }

  private ExportResult post(ExportBuffers<R> encoded, Set<Long> days) {
    try {
      ExportResult result = new RetryLoop(sender, backoff, negotiation, encoded).run();
      state.observe(result);
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
