package dev.cwforwarder.local.bench;

/// Figures of one process from its start to its end; 0 where there is none.
///
/// @param initMillis process start to the first request for work, or to the snapshot
/// @param firstMillis the first payload; after a snapshot, restore to the first answer
/// @param coldCpuMillis CPU time of both
/// @param p50Millis median of the measured payloads
/// @param cpuMicrosPerEvent CPU time over the measured payloads, every thread
/// @param peakMegabytes largest resident memory
/// @param bytesPerPayload request bodies as sent
/// @param sent events handed to the function
/// @param arrived records found in the bodies
/// @param errors invocations that failed
public record Sample(
    double initMillis,
    double firstMillis,
    double coldCpuMillis,
    double p50Millis,
    double p95Millis,
    double cpuMicrosPerEvent,
    double peakMegabytes,
    double bytesPerPayload,
    int sent,
    int arrived,
    int errors) {
  /// What an event waits for when no environment is warm.
  double coldStartMillis() {
    return initMillis + firstMillis;
  }

  double eventsPerCoreSecond() {
    return cpuMicrosPerEvent == 0 ? 0 : 1e6 / cpuMicrosPerEvent;
  }
}
