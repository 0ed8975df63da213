package dev.cwforwarder.demo;

/// One execution environment of a function, with its own log stream. Its memory never shrinks.
final class Environment {
  private static final long IDLE_MILLIS = 9 * 60_000;
  private static final long LIFE_MILLIS = 125 * 60_000;

  private final Source source;
  private final Release release;
  private final long born;
  private long freeAt;
  private double usedMb;

  Environment(Source source, Release release, long born, double usedMb) {
    this.source = source;
    this.release = release;
    this.born = born;
    this.usedMb = usedMb;
  }

  Source source() {
    return source;
  }

  Release release() {
    return release;
  }

  double usedMb() {
    return usedMb;
  }

  void grow(double megabytes) {
    usedMb += megabytes;
  }

  void busyUntil(long millis) {
    freeAt = millis;
  }

  boolean isFree(long now) {
    return freeAt <= now;
  }

  /// Whether Lambda has ended it, because it was idle for too long, too old, or of an old version.
  boolean isGone(Release current, long now) {
    boolean idle = freeAt <= now && now - freeAt > IDLE_MILLIS;
    return idle || now - born > LIFE_MILLIS || (!release.equals(current) && freeAt <= now);
  }
}
