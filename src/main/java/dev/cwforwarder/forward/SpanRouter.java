package dev.cwforwarder.forward;

import dev.cwforwarder.export.OtlpExporter;
import dev.cwforwarder.map.SpanBatch;
import dev.cwforwarder.map.SpanMapper;
import dev.cwforwarder.map.rules.RecordRules;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.span.SpanRecord;
import dev.cwforwarder.telemetry.Log;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// Splits batches by their content, in order: spans go to the traces endpoint, everything else to
/// `logs`. Spans go first, and logs only after all spans are accounted for, so that no retry
/// because of spans repeats logs. Where traces cannot be received at all, spans remain logs.
/// Thread-safe.
public final class SpanRouter implements Forwarder {
  private static final String NOT_TRIED = "not sent, because spans of the same payload were not";

  private final SpanMapper mapper;
  private final RecordRules rules;
  private final SpanDestination destination;
  private final Forwarder logs;
  private final OtlpExporter<LogRecordData> logExporter;
  private final Log log;

  /// Whether the destination has proven that it receives no traces, although it receives logs.
  private final AtomicBoolean unreceived = new AtomicBoolean();

  /// @param rules drop and redact spans
  /// @param logs delivers everything else
  /// @param logExporter tells whether logs are received where traces are not
  public SpanRouter(
      SpanMapper mapper,
      RecordRules rules,
      SpanDestination destination,
      Forwarder logs,
      OtlpExporter<LogRecordData> logExporter,
      Log log) {
    this.mapper = mapper;
    this.rules = rules;
    this.destination = destination;
    this.logs = logs;
    this.logExporter = logExporter;
    this.log = log;
  }

  @Override
  public Delivery forward(LogBatch batch, Deadline deadline) {
    if (unreceived.get()) {
      return logs.forward(batch, deadline);
    }
    SpanBatch parts = mapper.split(batch);
    if (parts.isWithoutSpans() || isUnreceived()) {
      return logs.forward(batch, deadline);
    }
    Delivery spans = destination.delivery().deliver(prepared(parts), deadline);
    if (spans.undelivered() == 0) {
      return spans.plus(logs.forward(parts.logs(), deadline));
    }
    return mustRemainLogs(spans, deadline)
        ? logs.forward(batch, deadline).plus(Delivery.sent(spans.traffic()))
        : spans.plus(untried(parts));
  }

  @Override
  public List<Delivery> forwardAll(List<LogBatch> batches, Deadline deadline) {
    if (unreceived.get()) {
      return logs.forwardAll(batches, deadline);
    }
    List<SpanBatch> parts = batches.stream().map(mapper::split).toList();
    if (parts.stream().allMatch(SpanBatch::isWithoutSpans) || isUnreceived()) {
      return logs.forwardAll(batches, deadline);
    }
    List<Delivery> spans =
        destination.delivery().deliverAll(parts.stream().map(this::prepared).toList(), deadline);
    Delivery sum = spans.stream().reduce(Delivery.NONE, Delivery::plus);
    if (sum.undelivered() > 0 && mustRemainLogs(sum, deadline)) {
      List<Delivery> asLogs = new ArrayList<>(logs.forwardAll(batches, deadline));
      asLogs.set(0, asLogs.getFirst().plus(Delivery.sent(sum.traffic())));
      return asLogs;
    }
    return withLogs(parts, spans, deadline);
  }

  /// Sends the logs of the batches before the first one whose spans are undelivered.
  private List<Delivery> withLogs(List<SpanBatch> parts, List<Delivery> spans, Deadline deadline) {
    int sent = 0;
    while (sent < spans.size() && spans.get(sent).undelivered() == 0) {
      sent++;
    }
    List<Delivery> sentLogs =
        logs.forwardAll(parts.subList(0, sent).stream().map(SpanBatch::logs).toList(), deadline);
    List<Delivery> deliveries = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      Delivery ofLogs = i < sent ? sentLogs.get(i) : untried(parts.get(i));
      deliveries.add(spans.get(i).plus(ofLogs));
    }
    return deliveries;
  }

  private PreparedBatch<SpanRecord> prepared(SpanBatch parts) {
    RecordRules.Ruled<SpanRecord> ruled = rules.applyToSpans(parts.spans(), parts.records());
    return new PreparedBatch<>(
        ruled.batch(),
        ruled.records(),
        Delivery.ruled(parts.dropped(), ruled.redacted(), 0)
            .plus(Delivery.ruled(ruled.dropped(), Map.of(), 0)));
  }

  private static Delivery untried(SpanBatch parts) {
    int events = parts.logs().count();
    return events == 0 ? Delivery.NONE : Delivery.undelivered(events, NOT_TRIED);
  }

  private boolean isUnreceived() {
    if (destination.isNone()) {
      keepAsLogs("no endpoint for traces is set");
    }
    return unreceived.get();
  }

  /// Whether nothing was accepted because nothing receives traces at the address, although logs are
  /// received.
  private boolean mustRemainLogs(Delivery spans, Deadline deadline) {
    boolean nothingAccepted = spans.exported() + spans.rejected() == 0 && spans.stored().isEmpty();
    if (!nothingAccepted
        || !destination.isWithoutReceiver()
        || logExporter.open(deadline).probe().isPresent()) {
      return false;
    }
    keepAsLogs(String.valueOf(spans.problem()));
    return true;
  }

  private void keepAsLogs(String reason) {
    if (unreceived.compareAndSet(false, true)) {
      log.warn(
          "log events contain spans, which remain log records: %s. Set %s to an address that receives"
                  .formatted(reason, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
              + " OTLP traces, or RESTORE_OTEL to off");
    }
  }
}
