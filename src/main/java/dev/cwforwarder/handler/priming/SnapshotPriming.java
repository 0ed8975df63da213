package dev.cwforwarder.handler.priming;

import dev.cwforwarder.export.Authorization;
import dev.cwforwarder.export.Endpoint;
import dev.cwforwarder.telemetry.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;

/// Warms the push path before Lambda takes its SnapStart snapshot, so that a restored environment
/// does not load and compile it while events wait.
///
/// Synthetic payloads go through a pipeline of their own to a TLS server in this process. The
/// pipeline is discarded with everything that it learned (connections, encodings, an outage). So
/// the real pipeline stays unchanged, and nothing leaves the environment.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">
///   Runtime hooks for SnapStart</a>
public final class SnapshotPriming implements Resource {
  /// Enough to compile most of the code that payloads need: about two seconds of a core, once per
  /// version, that every environment would spend otherwise.
  private static final int SMALL_PAYLOADS = 600;

  private static final int SMALL_EVENTS = 20;
  private static final int LARGE_PAYLOADS = 100;
  private static final int LARGE_EVENTS = 1_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /// A strong reference: Lambda holds only a weak one.
  @SuppressWarnings("unused")
  private static @Nullable SnapshotPriming registered;

  private final PushPath path;
  private final Log log;
  private final Clock clock;

  /// Builds the push path.
  @FunctionalInterface
  public interface PushPath {
    /// A path that delivers events to `endpoint` and sends no request to AWS.
    Consumer<byte[]> to(Endpoint endpoint, Log log);
  }

  private SnapshotPriming(PushPath path, Log log, Clock clock) {
    this.path = path;
    this.log = log;
    this.clock = clock;
  }

  /// Primes `path` when Lambda takes the snapshot.
  public static void register(PushPath path, Log log, Clock clock) {
    registered = new SnapshotPriming(path, log, clock);
    Core.getGlobalContext().register(registered);
  }

  /// Primes. Only logs a failure, because the function works without priming.
  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    try (LoopbackReceiver receiver = LoopbackReceiver.start()) {
      Log silent =
          new Log(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
              clock);
      Consumer<byte[]> primed =
          path.to(
              new Endpoint(
                  receiver.address(),
                  Map.of(),
                  Authorization.none(),
                  TIMEOUT,
                  receiver.certificatePem()),
              silent);
      repeat(primed, payload(SMALL_EVENTS), SMALL_PAYLOADS);
      repeat(primed, payload(LARGE_EVENTS), LARGE_PAYLOADS);
      log.info("primed for the snapshot");
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      log.warn("not primed, the first invocations will be slower: " + e);
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // The snapshot contains nothing that can become stale.
  }

  private static void repeat(Consumer<byte[]> primed, byte[] event, int times) {
    for (int i = 0; i < times; i++) {
      primed.accept(event);
    }
  }

  /// A subscription event with the most common kinds of log lines.
  private static byte[] payload(int events) throws IOException {
    StringBuilder json =
        new StringBuilder(
            "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"000000000000\",\"logGroup\":"
                + "\"/aws/lambda/priming\",\"logStream\":\"2026/01/01/[1]0123456789abcdef\","
                + "\"subscriptionFilters\":[\"priming\"],\"logEvents\":[");
    for (int i = 0; i < events; i++) {
      json.append(i == 0 ? "" : ",").append(event("%056d".formatted(i), line(i)));
    }
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(gzipped)) {
      gzip.write(json.append("]}").toString().getBytes(StandardCharsets.UTF_8));
    }
    String data = Base64.getEncoder().encodeToString(gzipped.toByteArray());
    return ("{\"awslogs\":{\"data\":\"" + data + "\"}}").getBytes(StandardCharsets.UTF_8);
  }

  private static String event(String id, String escapedMessage) {
    return "{\"id\":\"%s\",\"timestamp\":1767225600000,\"message\":\"%s\"}"
        .formatted(id, escapedMessage);
  }

  private static String line(int i) {
    return switch (i % 4) {
      case 0 -> jsonLine(i);
      case 1 -> columns(i);
      case 2 -> reportLine(i);
      default -> accessLine(i);
    };
  }

  private static String jsonLine(int i) {
    return """
        {\\"time\\":\\"2026-01-01T00:00:00.000Z\\",\\"level\\":\\"%s\\",\\"message\\":\\"step %d\\",\\"took\\":1.5,\
        \\"trace_id\\":\\"%032x\\",\\"span_id\\":\\"%016x\\",\\"user\\":{\\"id\\":%d,\\"ok\\":true}}\\n"""
        .formatted(i % 20 == 0 ? "ERROR" : "INFO", i, i + 1, i + 1, i);
  }

  private static String columns(int i) {
    return "2026-01-01T00:00:00.000Z\\t%08d-0000-4000-8000-000000000000\\tINFO\\tstep %d\\n"
        .formatted(i, i);
  }

  private static String reportLine(int i) {
    return """
        REPORT RequestId: %08d-0000-4000-8000-000000000000\\tDuration: %d.25 ms\\t\
        Billed Duration: %d ms\\tMemory Size: 512 MB\\tMax Memory Used: 100 MB\\t\\n"""
        .formatted(i, i, i + 1);
  }

  private static String accessLine(int i) {
    return """
        10.0.0.%d - - [01/Jan/2026:00:00:00 +0000] \\"GET /v1/orders/%d HTTP/1.1\\" 200 %d \\"-\\" \
        \\"agent/1.0\\"\\n"""
        .formatted(i % 256, i, 100 + i);
  }
}
