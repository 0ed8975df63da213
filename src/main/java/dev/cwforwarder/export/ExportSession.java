package dev.cwforwarder.export;

import dev.cwforwarder.export.otlp.ByteBlock;
import dev.cwforwarder.model.Deadline;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The requests of one delivery. Not thread-safe.
public final class ExportSession {
  private static final ByteBlock EMPTY_REQUEST = new ByteBlock(0);

  private final LogExporter exporter;
  private final Deadline deadline;
  private final Backoff backoff;
  private TransferCounts traffic = TransferCounts.NONE;
  private String sentKey = "";

  ExportSession(LogExporter exporter, Deadline deadline) {
    this.exporter = exporter;
    this.deadline = deadline;
    this.backoff = new Backoff(exporter.options(), deadline, exporter.outage.get());
  }

  /// Delivers `records` in one request, if they fit in one.
  public ExportResult export(List<LogRecordData> records) {
    try (ExportBuffers workspace = exporter.workspaces.take()) {
      int maxBytes = exporter.options().maxRequestBytes();
      int bytes = workspace.encoder().encode(records, maxBytes);
      if (bytes > maxBytes) {
        return new ExportResult.TooLarge(bytes);
      }
      ExportResult result = new RetryLoop(this, workspace).run();
      switch (result) {
        case ExportResult.Exported _, ExportResult.PartlyRejected _ -> exporter.outage.set(false);
        case ExportResult.Unavailable _ -> exporter.outage.set(true);
        case ExportResult.TooLarge _, ExportResult.Refused _, ExportResult.Misconfigured _ -> {}
      }
      return result;
    }
  }

  /// Asks whether the endpoint takes anything at all: posts a request without records, which an
  /// OTLP receiver answers with success. Tells refused data from a broken endpoint.
  ///
  /// @return what is wrong with the endpoint; empty when it is well
  public Optional<String> probe() {
    Verdict verdict = post(EMPTY_REQUEST, Compression.NONE, false);
    return switch (verdict) {
      case Verdict.Taken _ -> Optional.empty();
      case Verdict.Refused refused -> problem("HTTP " + refused.status());
      case Verdict.Unauthorized _ -> problem("HTTP 401");
      case Verdict.Forbidden _ -> problem("HTTP 403");
      case Verdict.NoKey none -> problem(none.reason());
      case Verdict.Transient failure -> problem(failure.reason());
      case Verdict.Misconfigured wrong -> problem(wrong.reason());
    };
  }

  /// What the session has sent so far.
  public TransferCounts traffic() {
    return traffic;
  }

  Verdict post(ByteBlock body, Compression compression, boolean retry) {
    if (deadline.remaining().toMillis() == 0) {
      return Verdict.of(new IOException("no time left in this invocation"));
    }
    try {
      sentKey = exporter.authorization().value(deadline);
    } catch (KeyException e) {
      return new Verdict.NoKey("the ingestion key cannot be read: " + e.reason());
    }
    return send(body, compression, retry);
  }

  private Verdict send(ByteBlock body, Compression compression, boolean retry) {
    traffic = traffic.plus(new TransferCounts(1, retry ? 1 : 0, body.length()));
    try {
      return Verdict.of(
          exporter.poster.post(body, compression, sentKey, deadline.remaining()),
          exporter.options().clock());
    } catch (IOException e) {
      return Verdict.of(e);
    }
  }

  /// Whether there is another key than the one that the endpoint has just refused.
  boolean hasNewKey() {
    return exporter.authorization().isRenewed(sentKey, deadline);
  }

  Backoff backoff() {
    return backoff;
  }

  CompressionNegotiation encodings() {
    return exporter.encodings;
  }

  /// "POST https://… failed: reason".
  String failure(String reason) {
    return "POST " + exporter.address() + " failed: " + reason;
  }

  private static Optional<String> problem(String reason) {
    return Optional.of("an empty request is not taken either: " + reason);
  }
}
