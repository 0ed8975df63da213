package dev.cwforwarder.export;

/// What became of one batch of records. Every record of the batch shares the outcome.
public sealed interface ExportResult {
  /// The endpoint took every record.
  record Exported() implements ExportResult {}

  /// The endpoint took the batch except for some records, and will never take those. Resending is
  /// forbidden by the OTLP specification.
  ///
  /// @param rejected how many; at least 1, as the endpoint says, so perhaps more than were sent
  /// @param message the endpoint's reason, capped
  record PartlyRejected(long rejected, String message) implements ExportResult {}

  /// The batch encodes to more than one request may hold. Nothing was sent.
  ///
  /// @param encodedBytes at least its size, uncompressed
  record TooLarge(int encodedBytes) implements ExportResult {}

  /// The endpoint does not want this data; a part of it may be welcome.
  ///
  /// @param status the answer's HTTP status
  record Refused(int status, String reason) implements ExportResult {}

  /// The batch is not delivered and repeating it later may help.
  record Unavailable(String reason) implements ExportResult {}

  /// The batch is not delivered and will not be until someone changes a setting.
  record Misconfigured(String reason) implements ExportResult {}
}
