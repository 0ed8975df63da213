package dev.cwforwarder.handler;

/// Collects the garbage of large payloads at the end of an invocation.
///
/// When the space for new objects is full in the middle of a large payload, the serial collector
/// moves the rest of the payload to the old space. It collects that space only when the heap has
/// its maximum size. So the function would need as much memory as it may, although it uses little.
///
/// Thread-safe.
final class EarlyCollection {
  /// More than payloads of a few thousand events ever leave behind, so that these never pay for a
  /// collection. A collection takes 15 to 30 ms.
  private static final long MIN_USED_BYTES = 96L * 1024 * 1024;

  private final long minUsedBytes;
  private long usedAfterLast;

  EarlyCollection() {
    this(MIN_USED_BYTES);
  }

  /// @param minUsedBytes never collects while the heap uses less
  EarlyCollection(long minUsedBytes) {
    this.minUsedBytes = minUsedBytes;
  }

  /// Collects all garbage if the heap uses too much, and twice as much as after the last time:
  /// during concurrent invocations, most of it may be in use.
  synchronized void afterInvocation() {
    if (used() > Math.max(minUsedBytes, 2 * usedAfterLast)) {
      System.gc();
      usedAfterLast = used();
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
