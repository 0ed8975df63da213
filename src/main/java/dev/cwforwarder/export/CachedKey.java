package dev.cwforwarder.export;

import static java.util.Objects.requireNonNull;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.telemetry.Log;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Caches the ingestion key. Reads it on first use, when it expires, and when the endpoint refuses
/// it, so that a key rotation needs no deployment.
///
/// Limits the requests to the source: after a refusal the key is read at most once a minute. After
/// a failed read the source is left alone for five seconds; each further failure doubles this
/// cool-down, up to a minute. If an expired key cannot be read again, the cached one is used (stale
/// on error).
///
/// Thread-safe. One thread reads; the others wait only while there is no key at all.
public final class CachedKey implements Authorization {
  private static final Duration BETWEEN_RENEWALS = Duration.ofMinutes(1);
  private static final Duration FIRST_COOL_DOWN = Duration.ofSeconds(5);
  private static final Duration MAX_COOL_DOWN = Duration.ofMinutes(1);

  /// After this many doublings the cool-down has reached its maximum; also avoids an overflow of
  /// the shift.
  private static final int MAX_DOUBLINGS = 10;

  private final KeySource source;
  private final Duration timeToLive;
  private final Clock clock;
  private final Log log;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile @Nullable Key cached;

  // The thread that holds the lock is the only one that accesses the first three.
  private Instant nextRenewal = Instant.MIN;
  private Instant coolDownEnd = Instant.MIN;
  private int failures;

  /// Why the last read failed; empty if it succeeded.
  private volatile String lastFailure = "";

  /// @param timeToLive an older key is read again before it is used
  public CachedKey(KeySource source, Duration timeToLive, Clock clock, Log log) {
    this.source = source;
    this.timeToLive = timeToLive;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public String value(Deadline deadline) throws KeyException {
    Key known = cached;
    if (known != null && isFresh(known)) {
      return known.value();
    }
    if (!lock(known == null ? deadline.remaining() : Duration.ZERO)) {
      if (known != null) {
        return known.value(); // another thread is reading a newer one
      }
      throw new KeyException("the invocation has no time left", null);
    }
    try {
      return freshest(deadline);
    } finally {
      reading.unlock();
    }
  }

  @Override
  public boolean isRenewed(String refused, Deadline deadline) {
    if (!lock(deadline.remaining())) {
      return false;
    }
    try {
      return isOther(refused) || (mayRenew() && isOther(refused, deadline));
    } finally {
      reading.unlock();
    }
  }

  @Override
  public String problem() {
    return lastFailure;
  }

  private String freshest(Deadline deadline) throws KeyException {
    Key known = cached; // another thread may have read it in the meantime
    if (known != null && (isFresh(known) || isCoolingDown())) {
      return known.value();
    }
    if (isCoolingDown()) {
      throw new KeyException(lastFailure + " (next attempt after " + coolDownEnd + ")", null);
    }
    try {
      return read(deadline);
    } catch (KeyException e) {
      if (known == null) {
        throw e;
      }
      if (failures == 1) {
        log.warn("still using the cached ingestion key; reading it again failed: " + e.reason());
      }
      return known.value();
    }
  }

  private boolean mayRenew() {
    Instant now = clock.instant();
    if (now.isBefore(nextRenewal) || isCoolingDown()) {
      return false;
    }
    nextRenewal = now.plus(BETWEEN_RENEWALS);
    return true;
  }

  /// Whether the source now holds a key other than `refused`.
  private boolean isOther(String refused, Deadline deadline) {
    try {
      return !read(deadline).equals(refused);
    } catch (KeyException e) {
      log.warn("the ingestion key was refused, and reading it again failed: " + e.reason());
      return false;
    }
  }

  private boolean isOther(String refused) {
    Key known = cached;
    return known != null && !known.value().equals(refused);
  }

  private String read(Deadline deadline) throws KeyException {
    try {
      String value = source.read(deadline);
      cached = new Key(value, clock.instant().plus(timeToLive));
      failures = 0;
      lastFailure = "";
      return value;
    } catch (KeyException e) {
      coolDownEnd = clock.instant().plus(coolDown(failures++));
      lastFailure = e.reason();
      throw e;
    }
  }

  private static Duration coolDown(int failuresBefore) {
    Duration doubled = FIRST_COOL_DOWN.multipliedBy(1L << Math.min(failuresBefore, MAX_DOUBLINGS));
    return doubled.compareTo(MAX_COOL_DOWN) < 0 ? doubled : MAX_COOL_DOWN;
  }

  private boolean isFresh(Key key) {
    return clock.instant().isBefore(key.expiresAt());
  }

  private boolean isCoolingDown() {
    return clock.instant().isBefore(coolDownEnd);
  }

  private boolean lock(Duration maxWait) {
    try {
      return reading.tryLock(maxWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// A key and when it expires.
  private record Key(String value, Instant expiresAt) {
    Key {
      requireNonNull(value, "value is null");
      requireNonNull(expiresAt, "expiresAt is null");
    }

    /// Omits the key.
    @Override
    public String toString() {
      return "Key[expiresAt=" + expiresAt + "]";
    }
  }
}
