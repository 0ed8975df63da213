package dev.cwforwarder.export;

/// What the deliveries to one endpoint have in common, for the life of the execution environment.
/// Thread-safe.
final class EndpointState {
  private volatile boolean outage;
  private volatile boolean noReceiver;

  /// Whether the last delivery found the endpoint unavailable. Then each delivery makes one
  /// attempt, so that an outage does not fill the account's concurrency with waiting functions.
  boolean isOutage() {
    return outage;
  }

  /// Whether nothing receives the signal at the address, as far as is known.
  boolean isNoReceiver() {
    return noReceiver;
  }

  void observe(ExportResult result) {
    switch (result) {
      case ExportResult.Exported _, ExportResult.PartlyRejected _ -> {
        outage = false;
        noReceiver = false;
      }
      case ExportResult.Unavailable _ -> {
        outage = true;
        noReceiver = false;
      }
      case ExportResult.Misconfigured wrong -> noReceiver = wrong.noReceiver();
      case ExportResult.TooLarge _, ExportResult.TooManyDays _, ExportResult.OutOfTime _ -> {}
      case ExportResult.Refused _ -> {}
    }
  }
}
