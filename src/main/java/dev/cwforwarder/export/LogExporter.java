package dev.cwforwarder.export;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.Sleeper;
import dev.cwforwarder.telemetry.Log;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Exports log records to one OTLP/HTTP endpoint. Holds what outlives an invocation: connections,
/// buffers, which compression the endpoint takes, and whether the last delivery failed.
///
/// Thread-safe; an [ExportSession] is not.
public final class LogExporter {
  final HttpPoster poster;
  final CompressionNegotiation encodings;
  final ExportBuffers.Pool workspaces = new ExportBuffers.Pool();

  /// Set by a delivery that found the endpoint unavailable, cleared by the next success. While it
  /// is set each delivery makes one attempt, so that an outage does not fill the account's
  /// concurrency with functions that wait.
  final AtomicBoolean outage = new AtomicBoolean();

  private final Options options;
  private final Endpoint endpoint;

  public LogExporter(Endpoint endpoint, Options options, Log log) {
    this.endpoint = endpoint;
    this.options = options;
    this.poster = new HttpPoster(endpoint, options.userAgent());
    this.encodings = new CompressionNegotiation(usable(options.compression(), log));
  }

  /// Begins a delivery: one retry budget, one deadline.
  ///
  /// @param deadline when the last answer must be there
  public ExportSession open(Deadline deadline) {
    return new ExportSession(this, deadline);
  }

  Authorization authorization() {
    return endpoint.authorization();
  }

  /// The address, for messages.
  String address() {
    return LogText.address(endpoint.uri().toString());
  }

  Options options() {
    return options;
  }

  private static Compression usable(Compression wanted, Log log) {
    if (wanted != Compression.ZSTD) {
      return wanted;
    }
    String problem = Compressor.zstdProblem();
    if (problem == null) {
      return wanted;
    }
    log.warn("zstd is not available here, compressing with gzip: " + problem);
    return Compression.GZIP;
  }

  /// How to export.
  ///
  /// @param compression preferred; Zstandard gives way to gzip where it cannot be used
  /// @param maxRequestBytes largest request, uncompressed
  /// @param userAgent names this forwarder to the endpoint
  /// @param randomness gives the jitter's source, asked anew for every delivery: an environment
  ///   restored from a snapshot must not share its sequence with the others
  public record Options(
      Compression compression,
      int maxRequestBytes,
      RetryPolicy retries,
      String userAgent,
      Clock clock,
      Sleeper sleeper,
      Supplier<RandomGenerator> randomness) {}
}
