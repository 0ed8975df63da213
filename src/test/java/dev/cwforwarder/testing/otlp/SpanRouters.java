package dev.cwforwarder.testing.otlp;

import dev.cwforwarder.export.OtlpExporter;
import dev.cwforwarder.forward.OtlpForwarder;
import dev.cwforwarder.forward.SpanDestination;
import dev.cwforwarder.forward.SpanRouter;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.map.OwnFunctions;
import dev.cwforwarder.map.ResourceMapper;
import dev.cwforwarder.map.SpanMapper;
import dev.cwforwarder.map.otel.SpanReader;
import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.testing.Records;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.Map;
import java.util.Set;

/// Builds forwarders of spans and logs for tests.
public final class SpanRouters {
  private static final int MAX_PAYLOAD_BYTES = 1_000_000;

  private SpanRouters() {}

  /// A router that sends spans and logs to `receiver`.
  public static SpanRouter to(
      OtlpReceiver receiver, Exporters setup, RecordRules rules, FailureStore store) {
    return router(
        new SpanDestination(
            () -> setup.tracesTo(receiver), store, rules, setup.clock(), setup.log()),
        receiver,
        setup,
        rules,
        store);
  }

  /// A router without an address for traces.
  public static SpanRouter withoutTraces(
      OtlpReceiver receiver, Exporters setup, FailureStore store) {
    RecordRules rules = RecordRules.NONE;
    return router(
        new SpanDestination(null, store, rules, setup.clock(), setup.log()),
        receiver,
        setup,
        rules,
        store);
  }

  private static SpanRouter router(
      SpanDestination destination,
      OtlpReceiver receiver,
      Exporters setup,
      RecordRules rules,
      FailureStore store) {
    OtlpExporter<LogRecordData> exporter = setup.to(receiver);
    return new SpanRouter(
        new SpanMapper(
            new SpanReader(MAX_PAYLOAD_BYTES),
            new ResourceMapper(Map.of(), ""),
            new OwnFunctions(Set.of(), "")),
        rules,
        destination,
        new OtlpForwarder(Records.mapper(), rules, exporter, store, setup.clock(), setup.log()),
        exporter,
        setup.log());
  }
}
