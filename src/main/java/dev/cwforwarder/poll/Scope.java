package dev.cwforwarder.poll;

import java.time.Instant;

/// Which part of a source is read.
sealed interface Scope {
  /// Everything, without end.
  record Everything() implements Scope {}

  /// What is ingested until `end`, rounded up to the end of a minute, because wider tiers only end
  /// there.
  record Until(Instant end) implements Scope {}

  /// Only requested ranges. No tier is read.
  record BackfillsOnly() implements Scope {}

  /// The ingestion time up to which tiers are read, in milliseconds since the epoch:
  /// `Long.MAX_VALUE` without end, 0 if no tier is read.
  default long endMillis() {
    return switch (this) {
      case Everything _ -> Long.MAX_VALUE;
      case Until until -> Minutes.end(Minutes.of(until.end().toEpochMilli()));
      case BackfillsOnly _ -> 0;
    };
  }
}
