package dev.cwforwarder.map.otel;

import com.fasterxml.jackson.core.JsonParser;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.span.Span;
import dev.cwforwarder.span.SpanRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Recognizes spans in log events: a span that X-Ray wrote to CloudWatch Logs, or a line of an
/// exporter that writes spans to the standard output. What is damaged remains a log message.
/// Thread-safe.
public final class SpanReader {
  private final int maxPayloadBytes;

  /// @param maxPayloadBytes the maximum size of an encoded payload after decompression
  public SpanReader(int maxPayloadBytes) {
    this.maxPayloadBytes = maxPayloadBytes;
  }

  public SpanReading read(LogEvent event) {
    String message = event.message();
    if (!OtelShape.mayBeSpans(message)) {
      return SpanReading.NoSpans.INSTANCE;
    }
    try {
      return OtelShape.isStdout(message)
          ? ofPayload(message, event.timestampMillis())
          : ofSpan(message, event.timestampMillis());
    } catch (IOException | IllegalArgumentException | ArithmeticException _) {
      return SpanReading.NoSpans.INSTANCE; // damaged
    }
  }

  private static SpanReading ofSpan(String message, long eventMillis) throws IOException {
    try (JsonParser json = OtelJson.parser(message)) {
      json.nextToken();
      SpanDraft draft = new SpanJson(json).span();
      OtelJson.expect(json.nextToken() == null, "one object");
      return draft.isInProgress(eventMillis)
          ? new SpanReading.InProgress()
          : new SpanReading.Spans(new SpanRecord(List.of(draft.build(eventMillis))));
    }
  }

  private SpanReading ofPayload(String message, long eventMillis) throws IOException {
    List<Span> spans = new ArrayList<>();
    for (SpanDraft draft : StdoutPayload.read(message, maxPayloadBytes)) {
      spans.add(draft.build(eventMillis));
    }
    OtelJson.expect(!spans.isEmpty(), "spans");
    return new SpanReading.Spans(new SpanRecord(spans));
  }
}
