package dev.cwforwarder.forward;

import dev.cwforwarder.export.OtlpExporter;
import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.telemetry.Log;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Exports the records of one signal, and stores the refused ones in the failure store.
/// Thread-safe.
///
/// @param <R> a record
final class RecordDelivery<R> {
  private final OtlpExporter<R> exporter;
  private final FailureStore store;
  private final RecordRules rules;
  private final Clock clock;
  private final Log log;

  /// @param store stores the records that the endpoint refuses
  /// @param rules redact the events before they are stored
  RecordDelivery(
      OtlpExporter<R> exporter, FailureStore store, RecordRules rules, Clock clock, Log log) {
    this.exporter = exporter;
    this.store = store;
    this.rules = rules;
    this.clock = clock;
    this.log = log;
  }

  Delivery deliver(PreparedBatch<R> prepared, Deadline deadline) {
    return prepared.before().plus(send(prepared, recorder(deadline), deadline));
  }

  /// Delivers several batches in as few requests as possible.
  ///
  /// @return one delivery for each batch, in order
  List<Delivery> deliverAll(List<PreparedBatch<R>> batches, Deadline deadline) {
    FailureRecorder recorder = recorder(deadline);
    List<Delivery> sent =
        new SharedRequests<>(
                batches, one -> send(one, recorder, deadline), exporter, recorder, deadline, log)
            .deliver();
    List<Delivery> deliveries = new ArrayList<>(batches.size());
    for (int i = 0; i < batches.size(); i++) {
      deliveries.add(batches.get(i).before().plus(sent.get(i)));
    }
    return deliveries;
  }

  /// See [OtlpExporter#isWithoutReceiver].
  boolean isWithoutReceiver() {
    return exporter.isWithoutReceiver();
  }

  private Delivery send(PreparedBatch<R> prepared, FailureRecorder recorder, Deadline deadline) {
    return prepared.records().isEmpty()
        ? Delivery.NONE
        : new BatchDelivery<>(prepared, exporter.open(deadline), recorder, log).deliver();
  }

  private FailureRecorder recorder(Deadline deadline) {
    return new FailureRecorder(store, rules, deadline, clock, log);
  }
}
