package dev.cwforwarder.export;

import dev.cwforwarder.export.otlp.ByteBlock;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Posts one encoded request until there is a final result.
final class RetryLoop {
  /// After this many responses with status 500 the data may be the cause, see [Sender#probe].
  private static final int MAX_INTERNAL_ERRORS = 3;

  private final Sender sender;
  private final Backoff backoff;
  private final CompressionNegotiation negotiation;
  private final ExportBuffers<?> buffers;
  private Compression compression;
  private int attempts;
  private int internalErrors;
  private boolean keyRenewed;

  /// @param buffers contain the encoded request
  RetryLoop(
      Sender sender,
      Backoff backoff,
      CompressionNegotiation negotiation,
      ExportBuffers<?> buffers) {
    this.sender = sender;
    this.backoff = backoff;
    this.negotiation = negotiation;
    this.buffers = buffers;
    this.compression = negotiation.current();
  }

  ExportResult run() {
    ByteBlock body = buffers.compressed(compression);
    while (true) {
      Verdict verdict = sender.post(body, compression, attempts > 0);
      attempts++;
      if (mayBeAboutEncoding(verdict)) {
        compression = Compression.GZIP;
        body = buffers.compressed(compression);
        continue;
      }
      ExportResult result = conclude(verdict);
      if (result != null) {
        return result;
      }
    }
  }

  /// Whether the response may only mean that the endpoint does not support Zstandard.
  private boolean mayBeAboutEncoding(Verdict verdict) {
    return verdict instanceof Verdict.Refused refused
        && refused.status() != 413
        && compression == Compression.ZSTD
        && negotiation.mayFallBack();
  }

  /// The final result, or null when the request is to be posted again.
  private @Nullable ExportResult conclude(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted accepted -> accepted(accepted);
      case Verdict.Refused refused when refused.status() == 415 ->
          misconfigured("HTTP 415: this address does not accept OTLP protobuf");
      case Verdict.Refused refused -> refused(refused.status());
      case Verdict.Unauthorized _, Verdict.Forbidden _ when hasNewKey() -> null;
      case Verdict.Unauthorized _ ->
          misconfigured(
              "HTTP 401: the ingestion key is missing or wrong; ClickStack up to 2.36 expects it"
                  + " without 'Bearer', fully managed ClickStack expects 'Bearer KEY'"
                  + sender.keyProblem());
      case Verdict.Forbidden _ ->
          refusedIfHealthy(403, reason -> misconfigured(reason + sender.keyProblem()));
      case Verdict.NoKey none -> new ExportResult.Unavailable(none.reason());
      case Verdict.Misconfigured wrong ->
          new ExportResult.Misconfigured(sender.failure(wrong.reason()), wrong.noReceiver());
      case Verdict.Transient failure -> retry(failure);
    };
  }

  /// A new key is tried once. If the endpoint refuses it too, a third one would not help.
  private boolean hasNewKey() {
    if (keyRenewed) {
      return false;
    }
    keyRenewed = sender.hasNewKey();
    return keyRenewed;
  }

  private ExportResult accepted(Verdict.Accepted accepted) {
    negotiation.accepted(compression);
    return accepted.rejected() > 0
        ? new ExportResult.PartlyRejected(accepted.rejected(), accepted.message())
        : new ExportResult.Exported();
  }

  private @Nullable ExportResult retry(Verdict.Transient failure) {
    if (failure.fault() == Verdict.Fault.INTERNAL_ERROR
        && ++internalErrors == MAX_INTERNAL_ERRORS) {
      return refusedIfHealthy(500, this::unavailable);
    }
    String whyNot = backoff.await(attempts, failure);
    return whyNot == null ? null : unavailable(failure.reason() + "; " + whyNot);
  }

  /// Probes the endpoint: if it is healthy, it refuses this data.
  private ExportResult refusedIfHealthy(int status, Function<String, ExportResult> otherwise) {
    Optional<String> problem = sender.probe();
    return problem.isEmpty()
        ? refused(status)
        : otherwise.apply("HTTP " + status + ", and " + problem.get());
  }

  private ExportResult refused(int status) {
    return new ExportResult.Refused(status, sender.failure("HTTP " + status));
  }

  private ExportResult misconfigured(String reason) {
    return new ExportResult.Misconfigured(sender.failure(reason));
  }

  private ExportResult unavailable(String reason) {
    String times = attempts == 1 ? "1 attempt" : attempts + " attempts";
    return new ExportResult.Unavailable(sender.failure(reason + " (" + times + ")"));
  }
}
