package dev.cwforwarder.forward;

import dev.cwforwarder.export.OtlpExporter;
import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.span.SpanRecord;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.telemetry.Log;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where spans are delivered. The exporter is created for the first span, because most environments
/// never see one. Thread-safe.
public final class SpanDestination {
  private final @Nullable Supplier<OtlpExporter<SpanRecord>> newExporter;
  private final FailureStore store;
  private final RecordRules rules;
  private final Clock clock;
  private final Log log;
  private @Nullable RecordDelivery<SpanRecord> delivery;

  /// @param newExporter creates the exporter; null if there is no address for traces
  /// @param store stores the events whose spans the endpoint refuses
  /// @param rules redact these events before they are stored
  public SpanDestination(
      @Nullable Supplier<OtlpExporter<SpanRecord>> newExporter,
      FailureStore store,
      RecordRules rules,
      Clock clock,
      Log log) {
    this.newExporter = newExporter;
    this.store = store;
    this.rules = rules;
    this.clock = clock;
    this.log = log;
  }

  boolean isNone() {
    return newExporter == null;
  }

  /// See [OtlpExporter#isWithoutReceiver].
  synchronized boolean isWithoutReceiver() {
    return delivery != null && delivery.isWithoutReceiver();
  }

  /// @throws IllegalStateException if there is no address
  synchronized RecordDelivery<SpanRecord> delivery() {
    if (newExporter == null) {
      throw new IllegalStateException("no address for traces");
    }
    if (delivery == null) {
      delivery = new RecordDelivery<>(newExporter.get(), store, rules, clock, log);
    }
    return delivery;
  }
}
