package dev.cwforwarder.forward;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.store.FailureDocument;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.store.StoreException;
import java.time.Clock;
import java.util.function.Supplier;

/// Stores undecodable input byte for byte, so that it does not block other input. Thread-safe.
public final class UndecodableInput {
  static final String NOT_CLOUDWATCH = "not_cloudwatch";

  private final FailureStore store;
  private final Clock clock;
  private final boolean dropsForeign;

  public UndecodableInput(FailureStore store, Clock clock) {
    this(store, clock, false);
  }

  /// @param dropsForeign whether intact input that is not from CloudWatch Logs is dropped
  public UndecodableInput(FailureStore store, Clock clock, boolean dropsForeign) {
    this.store = store;
    this.clock = clock;
    this.dropsForeign = dropsForeign;
  }

  /// Stores `input`. It counts as one event, because the number of its events is unknown.
  ///
  /// @param problem why it cannot be decoded, for the operator
  /// @return an undelivered event when it could not be stored, so that the source must keep it
  public Delivery store(byte[] input, String problem, Deadline deadline) {
    return store(input, 1, problem, deadline);
  }

  /// Drops, or stores in one document, records of a stream that are not from CloudWatch Logs.
  ///
  /// @param input creates an event with these records
  /// @param records their number; each counts as one event
  /// @param problem why the first one cannot be decoded
  /// @return undelivered events when they could not be stored
  public Delivery foreign(Supplier<byte[]> input, int records, String problem, Deadline deadline) {
    if (dropsForeign) {
      return Delivery.dropped(records, NOT_CLOUDWATCH);
    }
    String all = records == 1 ? problem : "%d records, the first: %s".formatted(records, problem);
    return store(input.get(), records, all, deadline);
  }

  private Delivery store(byte[] input, int events, String problem, Deadline deadline) {
    try {
      store.store(new FailureDocument.RawInput(problem, clock.instant(), input), deadline);
      return Delivery.stored(events, "undecodable", problem);
    } catch (StoreException e) {
      return Delivery.undelivered(events, problem + "; and not stored: " + e.getMessage());
    }
  }
}
