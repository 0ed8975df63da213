package dev.cwforwarder.export;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Aborts requests whose response does not start in time. A read timeout is not enough: an endpoint
/// that sends a byte of its headers now and then never triggers it.
///
/// One thread checks every quarter of a second. That is cheaper than one timer for each of
/// thousands of requests that end within a millisecond.
final class Watchdog {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean started = new AtomicBoolean();

  /// Calls `abort` after `time` unless the returned watch is closed earlier.
  Watch abortAfter(Duration time, Runnable abort) {
    if (!started.get() && started.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("request-watchdog").start(this::run);
    }
    Watch watch = new Watch(System.nanoTime() + time.toNanos(), abort);
    watches.add(watch);
    return watch;
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(TICK_NANOS);
      long now = System.nanoTime();
      for (Watch watch : watches) {
        if (watch.dueNanos - now <= 0) {
          watch.close();
          // On another thread: it may block on a pending read and delay the other requests.
          Thread.ofVirtual().start(watch.abort);
        }
      }
    }
  }

  /// A request being watched.
  final class Watch implements AutoCloseable {
    private final long dueNanos;
    private final Runnable abort;

    private Watch(long dueNanos, Runnable abort) {
      this.dueNanos = dueNanos;
      this.abort = abort;
    }

    @Override
    public void close() {
      watches.remove(this);
    }
  }
}
