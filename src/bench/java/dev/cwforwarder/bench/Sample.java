package dev.cwforwarder.bench;

/// The figures of one process from its start to its end; 0 if there is none.
///
/// @param initMillis from the start of the process to its first request for an invocation, or to
///   the snapshot
/// @param firstMillis the first payload; after a snapshot, from the restore to the first response
/// @param coldCpuMillis CPU time of both
/// @param p50Millis median of the measured payloads
/// @param cpuMicrosPerEvent CPU time of all threads over the measured payloads
/// @param peakMegabytes peak resident memory
/// @param bytesPerPayload compressed size of the request bodies
/// @param sent events sent to the function
/// @param arrived records found in the bodies
/// @param errors failed invocations
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
  /// The delay of an event if no environment is warm.
  double coldStartMillis() {
    return initMillis + firstMillis;
  }

  double eventsPerCoreSecond() {
    return cpuMicrosPerEvent == 0 ? 0 : 1e6 / cpuMicrosPerEvent;
  }
}
