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

/// A key that is read when it is first needed, again when it has grown old, and again when the
/// endpoint refuses it: a rotation needs no deployment.
///
/// Its source is spared: a refused key is looked up at most once a minute, and after a failure the
/// source has a rest of five seconds, doubled with each further failure up to a minute. A key that
/// has grown old is used on as long as no newer one can be read.
///
/// Thread-safe. One thread reads; the others wait only if there is no key yet.
public final class CachedKey implements Authorization {
  private static final Duration BETWEEN_RENEWALS = Duration.ofMinutes(1);
  private static final Duration FIRST_REST = Duration.ofSeconds(5);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  /// Beyond this many doublings the rest is at its longest; also keeps the shift sane.
  private static final int MAX_DOUBLINGS = 10;

  private final KeySource source;
  private final Duration timeToLive;
  private final Clock clock;
  private final Log log;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile @Nullable Key cached;

  // What follows is touched only by the thread that holds the lock.
  private Instant nextRenewal = Instant.MIN;
  private Instant restUntil = Instant.MIN;
  private int failures;
  private String lastFailure = "";

  /// @param timeToLive a key older than this is read again before it is used
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
        return known.value(); // somebody else is reading a newer one
      }
      throw new KeyException("no time left in this invocation", null);
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

  private String freshest(Deadline deadline) throws KeyException {
    Key known = cached; // perhaps read by another thread in the meantime
    if (known != null && (isFresh(known) || isResting())) {
      return known.value();
    }
    if (isResting()) {
      throw new KeyException(lastFailure + " (not asked again before " + restUntil + ")", null);
    }
    try {
      return read(deadline);
    } catch (KeyException e) {
      if (known == null) {
        throw e;
      }
      if (failures == 1) {
        log.warn("the ingestion key is used on although it cannot be read again: " + e.reason());
      }
      return known.value();
    }
  }

  private boolean mayRenew() {
    Instant now = clock.instant();
    if (now.isBefore(nextRenewal) || isResting()) {
      return false;
    }
    nextRenewal = now.plus(BETWEEN_RENEWALS);
    return true;
  }

  /// Whether the source has another key than `refused`.
  private boolean isOther(String refused, Deadline deadline) {
    try {
      return !read(deadline).equals(refused);
    } catch (KeyException e) {
      log.warn("the ingestion key was refused and cannot be read again: " + e.reason());
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
      return value;
    } catch (KeyException e) {
      restUntil = clock.instant().plus(rest(failures++));
      lastFailure = e.reason();
      throw e;
    }
  }

  private static Duration rest(int failuresBefore) {
    Duration doubled = FIRST_REST.multipliedBy(1L << Math.min(failuresBefore, MAX_DOUBLINGS));
    return doubled.compareTo(LONGEST_REST) < 0 ? doubled : LONGEST_REST;
  }

  private boolean isFresh(Key key) {
    return clock.instant().isBefore(key.staleAt());
  }

  private boolean isResting() {
    return clock.instant().isBefore(restUntil);
  }

  private boolean lock(Duration patience) {
    try {
      return reading.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// A key and when to read it again.
  private record Key(String value, Instant staleAt) {
    Key {
      requireNonNull(value, "value is null");
      requireNonNull(staleAt, "staleAt is null");
    }

    /// Without the key.
    @Override
    public String toString() {
      return "Key[staleAt=" + staleAt + "]";
    }
  }
}
