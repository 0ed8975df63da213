package dev.cwforwarder.bench;

/// The load for one process.
///
/// @param events the number of events per payload
/// @param discarded the number of payloads after the first one that are not measured
/// @param measured the number of payloads after those
record Load(Mode mode, int events, int discarded, int measured) {
  /// Enough events for the JIT compilers to finish, without many more payloads than necessary.
  private static final int EVENTS = 200_000;

  private static final int MIN_PAYLOADS = 60;
  private static final int MAX_PAYLOADS = 1_500;
  private static final int QUICK = 5;

  /// The default load, or a fifth of it if `quick`.
  static Load of(Mode mode, int events, boolean quick) {
    int payloads = Math.clamp(EVENTS / events, MIN_PAYLOADS, MAX_PAYLOADS);
    int some = quick ? payloads / QUICK : payloads;
    return new Load(mode, events, some, some);
  }

  String title() {
    return "%s, %,d events".formatted(mode.title(), events);
  }
}
