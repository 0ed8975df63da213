package dev.cwforwarder.handler.priming;

import dev.cwforwarder.export.Authorization;
import dev.cwforwarder.export.Endpoint;
import dev.cwforwarder.telemetry.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
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
  /// Enough to compile most of the code that payloads need: two to three seconds of a core, once
  /// per version, that every environment would spend otherwise. Twice as many payloads do not make
  /// the first answer faster.
  private static final int SMALL_PAYLOADS = 200;

  private static final int SMALL_EVENTS = 20;
  private static final int LARGE_PAYLOADS = 20;
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
      prime(primed);
      log.info("primed for the snapshot");
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      log.warn("not primed, the first invocations will be slower: " + e);
    }
  }

  private static void prime(Consumer<byte[]> path) throws IOException {
    PrimingEvents events = new PrimingEvents();
    for (int i = 0; i < SMALL_PAYLOADS; i++) {
      path.accept(events.next(SMALL_EVENTS));
    }
    byte[] large = events.next(LARGE_EVENTS);
    for (int i = 0; i < LARGE_PAYLOADS; i++) {
      path.accept(large);
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // The snapshot contains nothing that can become stale.
  }
}
