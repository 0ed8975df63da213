package dev.cwforwarder.testing.otlp;

import dev.cwforwarder.export.Authorization;
import dev.cwforwarder.export.Compression;
import dev.cwforwarder.export.Endpoint;
import dev.cwforwarder.export.OtlpExporter;
import dev.cwforwarder.export.RecentDays;
import dev.cwforwarder.export.RetryPolicy;
import dev.cwforwarder.export.Signal;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.span.SpanRecord;
import dev.cwforwarder.telemetry.Log;
import dev.cwforwarder.testing.time.ManualClock;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;

/// Builds exporters for tests: delays take no time, random numbers have a seed, and the log is
/// recorded.
public final class Exporters {
  public static final int MAX_REQUEST_BYTES = 8 * 1024 * 1024;

  private final ManualClock clock = new ManualClock();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final Log log = new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), clock);
  private Compression compression = Compression.ZSTD;
  private int maxRequestBytes = MAX_REQUEST_BYTES;
  private Duration timeout = Duration.ofSeconds(10);
  private Duration budget = Duration.ofSeconds(15);
  private Map<String, String> headers = Map.of();
  private Authorization authorization = Authorization.none();
  private String trustedPem = "";

  public Exporters compression(Compression newCompression) {
    compression = newCompression;
    return this;
  }

  public Exporters maxRequestBytes(int bytes) {
    maxRequestBytes = bytes;
    return this;
  }

  public Exporters timeout(Duration newTimeout) {
    timeout = newTimeout;
    return this;
  }

  public Exporters budget(Duration newBudget) {
    budget = newBudget;
    return this;
  }

  public Exporters headers(Map<String, String> newHeaders) {
    headers = newHeaders;
    return this;
  }

  public Exporters authorization(Authorization newAuthorization) {
    authorization = newAuthorization;
    return this;
  }

  public Exporters trusting(String pem) {
    trustedPem = pem;
    return this;
  }

  public OtlpExporter<LogRecordData> to(OtlpReceiver receiver) {
    return to(receiver.endpoint().resolve("/v1/logs"));
  }

  public OtlpExporter<LogRecordData> to(URI uri) {
    return to(Signal.LOGS, uri);
  }

  /// An exporter of spans.
  public OtlpExporter<SpanRecord> tracesTo(OtlpReceiver receiver) {
    return to(Signal.TRACES, receiver.endpoint().resolve("/v1/traces"));
  }

  private <R> OtlpExporter<R> to(Signal<R> signal, URI uri) {
    return new OtlpExporter<>(
        signal,
        new Endpoint(uri, headers, authorization, timeout, trustedPem),
        new OtlpExporter.Options(
            compression,
            maxRequestBytes,
            RetryPolicy.within(budget),
            new RecentDays(clock),
            "test",
            clock,
            clock,
            () -> new SplittableRandom(1)),
        log);
  }

  public ManualClock clock() {
    return clock;
  }

  public Log log() {
    return log;
  }

  public String logged() {
    return logged.toString(StandardCharsets.UTF_8);
  }

  /// A deadline `time` from now.
  public Deadline in(Duration time) {
    return Deadline.in(time, clock);
  }

  /// A deadline in the distant future.
  public Deadline later() {
    return in(Duration.ofMinutes(1));
  }
}
