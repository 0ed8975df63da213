package dev.cwforwarder.bench;

/// What one process has to do.
///
/// @param events the number of events per payload
/// @param memoryMegabytes the memory of the function, which determines its heap
/// @param discarded the number of payloads after the first one that are not measured
/// @param measured the number of payloads after those
record Workload(Mode mode, int events, int memoryMegabytes, int discarded, int measured) {
  /// The memory size at which Lambda provides one full vCPU.
  static final int ONE_CORE_MEGABYTES = 1_769;

  /// Enough events for the JIT compilers to finish, without many more payloads than necessary.
  private static final int EVENTS = 200_000;

  private static final int MIN_PAYLOADS = 60;
  private static final int MAX_PAYLOADS = 1_500;
  private static final int QUICK = 5;

  /// The default workload, or a fifth of it if `quick`.
  static Workload of(Mode mode, int events, boolean quick) {
    int some = payloads(events, MAX_PAYLOADS, quick);
    return new Workload(mode, events, ONE_CORE_MEGABYTES, some, some);
  }

  /// Enough payloads of any size for the JIT compilers to finish before the first measured one.
  static Workload warm(Mode mode, int events, boolean quick) {
    int some = payloads(events, 2 * MAX_PAYLOADS, quick);
    return new Workload(mode, events, ONE_CORE_MEGABYTES, 3 * some, some);
  }

  private static int payloads(int events, int max, boolean quick) {
    int payloads = Math.clamp(EVENTS / events, MIN_PAYLOADS, max);
    return quick ? payloads / QUICK : payloads;
  }

  Workload withMemory(int megabytes) {
    return new Workload(mode, events, megabytes, discarded, measured);
  }

  Workload withEvents(int count) {
    return new Workload(mode, count, memoryMegabytes, discarded, measured);
  }

  String title() {
    String title = "%s, %,d events".formatted(mode.title(), events);
    return memoryMegabytes == ONE_CORE_MEGABYTES
        ? title
        : "%s, %,d MB".formatted(title, memoryMegabytes);
  }
}
