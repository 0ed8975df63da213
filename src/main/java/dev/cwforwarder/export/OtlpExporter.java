package dev.cwforwarder.export;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.Sleeper;
import dev.cwforwarder.telemetry.Log;
import java.time.Clock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Exports the records of one signal to one OTLP/HTTP endpoint. Holds the state that outlives an
/// invocation: connections, buffers, which compression the endpoint accepts, and whether the last
/// delivery failed.
///
/// Thread-safe; an [ExportSession] is not.
///
/// @param <R> a record
public final class OtlpExporter<R> {
  private final Endpoint endpoint;
  private final Options options;
  private final HttpPoster poster;
  private final CompressionNegotiation negotiation;
  private final Signal<R> signal;
  private final ExportBuffers.Pool<R> buffers;

  private final EndpointState state = new EndpointState();

  public OtlpExporter(Signal<R> signal, Endpoint endpoint, Options options, Log log) {
    this.signal = signal;
    this.buffers = new ExportBuffers.Pool<>(signal);
    this.endpoint = endpoint;
    this.options = options;
    this.poster = new HttpPoster(endpoint, options.userAgent(), options.clock());
    this.negotiation = new CompressionNegotiation(usable(options.compression(), log));
  }

  /// Starts a delivery, which has one retry budget and one deadline.
  ///
  /// @param deadline when the last response must have arrived
  public ExportSession<R> open(Deadline deadline) {
    Backoff backoff =
        new Backoff(
            options.retries(),
            options.randomness(),
            options.sleeper(),
            deadline,
            Deadline.in(options.retries().budget(), options.clock()),
            state.isOutage());
    return new ExportSession<>(
        new Sender(signal, poster, endpoint.authorization(), options.clock(), deadline),
        backoff,
        negotiation,
        buffers,
        options.maxRequestBytes(),
        options.recentDays(),
        state);
  }

  /// Whether nothing receives the signal at the address: the last request was answered with 404 or
  /// 405.
  public boolean isWithoutReceiver() {
    return state.isNoReceiver();
  }

  private static Compression usable(Compression wanted, Log log) {
    if (wanted != Compression.ZSTD) {
      return wanted;
    }
    String problem = Compressor.zstdProblem();
    if (problem == null) {
      return wanted;
    }
    log.warn("zstd is unavailable; compressing with gzip instead: " + problem);
    return Compression.GZIP;
  }

  /// The settings of an exporter.
  ///
  /// @param compression preferred compression; falls back from Zstandard to gzip where necessary
  /// @param maxRequestBytes maximum request size, uncompressed
  /// @param recentDays shared by all exporters of the process
  /// @param userAgent value of the `User-Agent` header
  /// @param randomness supplies the source of the jitter, called for every delivery: environments
  ///   restored from one snapshot must not share its sequence
  public record Options(
      Compression compression,
      int maxRequestBytes,
      RetryPolicy retries,
      RecentDays recentDays,
      String userAgent,
      Clock clock,
      Sleeper sleeper,
      Supplier<RandomGenerator> randomness) {}
}
