package dev.cwforwarder.local.bench;

/// What one process is given.
///
/// @param events per payload
/// @param discarded payloads sent after the first one and not measured
/// @param measured payloads sent after those
record Load(Mode mode, int events, int discarded, int measured) {
  /// Enough events that the JIT compilers come to rest, and not many more payloads than needed.
  private static final int EVENTS = 200_000;

  private static final int FEWEST_PAYLOADS = 60;
  private static final int MOST_PAYLOADS = 1_500;
  private static final int QUICK = 5;

  /// The usual load; a quick one is a fifth of it.
  static Load of(Mode mode, int events, boolean quick) {
    int payloads = Math.clamp(EVENTS / events, FEWEST_PAYLOADS, MOST_PAYLOADS);
    int some = quick ? payloads / QUICK : payloads;
    return new Load(mode, events, some, some);
  }

  String title() {
    return "%s, %,d events".formatted(mode.title(), events);
  }
}
