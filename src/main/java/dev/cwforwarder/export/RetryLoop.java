package dev.cwforwarder.export;

import dev.cwforwarder.export.otlp.ByteBlock;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Posts one encoded request until there is a final answer.
final class RetryLoop {
  /// After so many the data is suspected, see [ExportSession#probe].
  private static final int MAX_INTERNAL_ERRORS = 3;

  private final ExportSession session;
  private final ExportBuffers workspace;
  private Compression compression;
  private int attempts;
  private int internalErrors;
  private boolean keyRenewed;

  RetryLoop(ExportSession session, ExportBuffers workspace) {
    this.session = session;
    this.workspace = workspace;
    this.compression = session.encodings().current();
  }

  ExportResult run() {
    ByteBlock body = workspace.compressed(compression);
    while (true) {
      Verdict verdict = session.post(body, compression, attempts > 0);
      attempts++;
      if (isAboutEncoding(verdict)) {
        compression = Compression.GZIP;
        body = workspace.compressed(compression);
        continue;
      }
      ExportResult result = conclude(verdict);
      if (result != null) {
        return result;
      }
    }
  }

  /// Whether the answer may only mean that the endpoint does not know Zstandard.
  private boolean isAboutEncoding(Verdict verdict) {
    return verdict instanceof Verdict.Refused refused
        && refused.status() != 413
        && compression == Compression.ZSTD
        && session.encodings().mayFallBack();
  }

  /// The final result, or null when the request is to be posted again.
  private @Nullable ExportResult conclude(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Taken taken -> taken(taken);
      case Verdict.Refused refused when refused.status() == 415 ->
          misconfigured("HTTP 415: nothing takes OTLP protobuf at this address");
      case Verdict.Refused refused -> refused(refused.status());
      case Verdict.Unauthorized _, Verdict.Forbidden _ when hasNewKey() -> null;
      case Verdict.Unauthorized _ ->
          misconfigured(
              "HTTP 401: the ingestion key is missing or wrong; ClickStack takes it as it is,"
                  + " without 'Bearer'");
      case Verdict.Forbidden _ -> refusedIfHealthy(403, this::misconfigured);
      case Verdict.NoKey none -> new ExportResult.Unavailable(none.reason());
      case Verdict.Misconfigured wrong -> misconfigured(wrong.reason());
      case Verdict.Transient failure -> retry(failure);
    };
  }

  /// A new key is tried once: were it refused too, reading a third one would not help.
  private boolean hasNewKey() {
    if (keyRenewed) {
      return false;
    }
    keyRenewed = session.hasNewKey();
    return keyRenewed;
  }

  private ExportResult taken(Verdict.Taken taken) {
    session.encodings().worked(compression);
    return taken.rejected() > 0
        ? new ExportResult.PartlyRejected(taken.rejected(), LogText.capped(taken.message()))
        : new ExportResult.Exported();
  }

  private @Nullable ExportResult retry(Verdict.Transient failure) {
    if (failure.fault() == Verdict.Fault.INTERNAL_ERROR
        && ++internalErrors == MAX_INTERNAL_ERRORS) {
      return refusedIfHealthy(500, this::unavailable);
    }
    String whyNot = session.backoff().await(attempts, failure);
    return whyNot == null ? null : unavailable(failure.reason() + "; " + whyNot);
  }

  /// Probes: a well endpoint means that it is this data it does not want.
  private ExportResult refusedIfHealthy(int status, Function<String, ExportResult> otherwise) {
    Optional<String> problem = session.probe();
    return problem.isEmpty()
        ? refused(status)
        : otherwise.apply("HTTP " + status + ", and " + problem.get());
  }

  private ExportResult refused(int status) {
    return new ExportResult.Refused(status, session.failure("HTTP " + status));
  }

  private ExportResult misconfigured(String reason) {
    return new ExportResult.Misconfigured(session.failure(reason));
  }

  private ExportResult unavailable(String reason) {
    String times = attempts == 1 ? "1 attempt" : attempts + " attempts";
    return new ExportResult.Unavailable(session.failure(reason + " (" + times + ")"));
  }
}
