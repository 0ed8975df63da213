package dev.cwforwarder.map.content;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the X-Ray traces of Lambda invocations. Only Lambda's own lines name a trace (`REPORT`,
/// `platform.*`); all other lines of the same invocation belong to it, too.
public final class InvocationTraces {
  private static final AttributeKey<String> TYPE = stringKey("type");
  private static final AttributeKey<String> HEADER = stringKey("record.tracing.value");
  private static final AttributeKey<String> SEGMENT = stringKey("record.tracing.spanId");
  private static final String SAMPLED = "Sampled=1";

  private final List<Content> lines;
  private final boolean segments;
  private final List<@Nullable String> invocations = new ArrayList<>();
  private final Map<String, SpanContext> traces = new HashMap<>();

  private InvocationTraces(List<Content> lines, boolean segments) {
    this.lines = lines;
    this.segments = segments;
  }

  /// The trace context of each line, in order: its own, else that of its invocation if Lambda
  /// sampled it, else none.
  ///
  /// @param lines of one log stream, in order. A stream contains one invocation after the other
  /// @param segments whether the id of the function's segment is used as the span id
  public static List<SpanContext> of(List<Content> lines, boolean segments) {
    InvocationTraces traces = new InvocationTraces(lines, segments);
    traces.assign();
    List<SpanContext> contexts = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      contexts.add(traces.context(lines.get(i).span(), traces.invocations.get(i)));
    }
    return contexts;
  }

  private SpanContext context(SpanContext own, @Nullable String invocation) {
    SpanContext named = invocation == null ? null : traces.get(invocation);
    if (named == null) {
      return own;
    }
    boolean without = own.getTraceId().equals(SpanContext.getInvalid().getTraceId());
    boolean isPart =
        own.getTraceId().equals(named.getTraceId()) && own.getSpanId().equals(SpanId.getInvalid());
    return without || isPart ? named : own;
  }

  /// Assigns each line to an invocation: by its request id, or else by its place.
  private void assign() {
    String current = null;
    boolean first = true;
    for (Content line : lines) {
      String own = line.attributes().get(RecordKeys.INVOCATION_ID);
      if (own == null) {
        invocations.add(current);
        continue;
      }
      if (first && !isStart(line)) {
        // The payload begins within this invocation.
        invocations.replaceAll(_ -> own);
      }
      first = false;
      invocations.add(own);
      current = isReport(line) ? null : own;
      SpanContext named = named(line.attributes());
      if (named.isValid() || TraceText.isTraceId(named.getTraceId())) {
        traces.putIfAbsent(own, named);
      }
    }
  }

  /// The trace that a line of Lambda names; invalid if it names none, or one that is not sampled.
  private SpanContext named(Attributes line) {
    String id = line.get(RecordKeys.XRAY_TRACE_ID);
    String segment = line.get(RecordKeys.XRAY_SEGMENT_ID);
    boolean sampled = Boolean.TRUE.equals(line.get(RecordKeys.XRAY_SAMPLED));
    String type = line.get(TYPE);
    if (id == null && type != null && type.startsWith("platform.")) {
      id = line.get(HEADER);
      segment = line.get(SEGMENT);
      sampled = id != null && id.contains(SAMPLED);
    }
    return id == null || !sampled
        ? SpanContext.getInvalid()
        : TraceText.context(TraceText.fromXray(id), segments ? segment : null, (byte) 0);
  }

  private static boolean isStart(Content line) {
    return line.body().startsWith("START RequestId: ")
        || "platform.start".equals(line.attributes().get(TYPE));
  }

  private static boolean isReport(Content line) {
    return line.body().startsWith("REPORT RequestId: ")
        || "platform.report".equals(line.attributes().get(TYPE));
  }
}
