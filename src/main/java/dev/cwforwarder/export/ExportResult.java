package dev.cwforwarder.export;

/// The outcome of exporting one batch of records; it applies to every record of the batch.
public sealed interface ExportResult {
  /// The endpoint accepted every record.
  record Exported() implements ExportResult {}

  /// The endpoint accepted the batch but rejected some of its records (OTLP partial success). The
  /// OTLP specification forbids sending it again.
  ///
  /// @param rejected number of rejected records as reported by the endpoint: at least 1, and
  ///   possibly more than were sent
  /// @param message the endpoint's reason, capped
  record PartlyRejected(long rejected, String message) implements ExportResult {}

  /// The encoded batch exceeds the maximum request size. Nothing was sent.
  ///
  /// @param encodedBytes lower bound of its uncompressed size
  record TooLarge(int encodedBytes) implements ExportResult {}

  /// The records are of more days than a request may have. Nothing was sent.
  ///
  /// @param days more than one
  record TooManyDays(int days) implements ExportResult {}

  /// Nothing was sent, because no time is left before the deadline, or because the records may be
  /// sent only after it: records of too many days were sent a moment ago.
  record OutOfTime(String reason) implements ExportResult {}

  /// The endpoint refuses this data; it may accept a part of it.
  ///
  /// @param status HTTP status of the response
  record Refused(int status, String reason) implements ExportResult {}

  /// The batch is not delivered; sending it again later may help.
  record Unavailable(String reason) implements ExportResult {}

  /// The batch is not delivered and cannot be until the operator changes a setting.
  ///
  /// @param noReceiver whether nothing receives this signal at the address (404, 405)
  record Misconfigured(String reason, boolean noReceiver) implements ExportResult {
    public Misconfigured(String reason) {
      this(reason, false);
    }
  }
}
