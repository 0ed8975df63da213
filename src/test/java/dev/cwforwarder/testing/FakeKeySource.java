package dev.cwforwarder.testing;

import dev.cwforwarder.export.KeyException;
import dev.cwforwarder.export.KeySource;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.testing.time.Waiting;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Provides one key, which a test can change, and counts how often it is read. Thread-safe.
public final class FakeKeySource implements KeySource {
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile String key;
  private volatile @Nullable String failure;
  private volatile CountDownLatch held = new CountDownLatch(0);
  private volatile @Nullable Deadline lastDeadline;

  public FakeKeySource(String key) {
    this.key = key;
  }

  /// Replaces the key.
  public void setKey(String newKey) {
    key = newKey;
    failure = null;
  }

  /// Lets all reads fail until the next [#setKey].
  public void fail(String reason) {
    failure = reason;
  }

  /// Blocks readers until the latch is counted down.
  public CountDownLatch hold() {
    held = new CountDownLatch(1);
    return held;
  }

  /// Waits until a reader is blocked.
  public void awaitReading() {
    Waiting.until(() -> waiting.get() > 0, () -> reads + " reads");
  }

  public int reads() {
    return reads.get();
  }

  public @Nullable Deadline lastDeadline() {
    return lastDeadline;
  }

  @Override
  public String read(Deadline deadline) throws KeyException {
    reads.incrementAndGet();
    lastDeadline = deadline;
    waiting.incrementAndGet();
    try {
      held.await();
      waiting.decrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeyException("interrupted", e);
    }
    String problem = failure;
    if (problem != null) {
      throw new KeyException(problem, null);
    }
    return key;
  }
}
