package dev.cwforwarder.export.otlp;

import dev.cwforwarder.span.Span;
import dev.cwforwarder.span.SpanAttributes;
import dev.cwforwarder.span.SpanEvent;
import dev.cwforwarder.span.SpanIds;
import dev.cwforwarder.span.SpanLink;
import dev.cwforwarder.span.SpanRecord;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes the `Span`s of log events. Not thread-safe.
final class SpanWriter implements RecordWriter<SpanRecord, Span> {
  /// The first three fields of spans and links have the same numbers.
  private static final int TRACE_ID = 1;

  private static final int SPAN_ID = 2;
  private static final int TRACE_STATE = 3;
  private static final int PARENT_SPAN_ID = 4;
  private static final int NAME = 5;
  private static final int KIND = 6;
  private static final int START = 7;
  private static final int END = 8;
  private static final int ATTRIBUTES = 9;
  private static final int DROPPED_ATTRIBUTES = 10;
  private static final int EVENTS = 11;
  private static final int DROPPED_EVENTS = 12;
  private static final int LINKS = 13;
  private static final int DROPPED_LINKS = 14;
  private static final int STATUS = 15;
  private static final int FLAGS = 16;

  private static final int STATUS_MESSAGE = 2;
  private static final int STATUS_CODE = 3;

  private static final int EVENT_TIME = 1;
  private static final int EVENT_NAME = 2;
  private static final int EVENT_ATTRIBUTES = 3;
  private static final int EVENT_DROPPED_ATTRIBUTES = 4;

  private static final int LINK_ATTRIBUTES = 4;
  private static final int LINK_DROPPED_ATTRIBUTES = 5;
  private static final int LINK_FLAGS = 6;

  private final ProtobufWriter out;
  private final AttributeWriter attributes;

  SpanWriter(ProtobufWriter out, AttributeWriter attributes) {
    this.out = out;
    this.attributes = attributes;
  }

  /// The spans of a function have several scopes in turn; here those of a scope follow each other.
  @Override
  public List<Span> items(List<SpanRecord> records) {
    Map<InstrumentationScopeInfo, List<Span>> byScope = new LinkedHashMap<>();
    List<Span> group = List.of();
    for (SpanRecord one : records) {
      for (Span span : one.spans()) {
        if (group.isEmpty() || !group.getFirst().scope().equals(span.scope())) {
          group = byScope.computeIfAbsent(span.scope(), _ -> new ArrayList<>());
        }
        group.add(span);
      }
    }
    List<Span> spans = new ArrayList<>();
    byScope.values().forEach(spans::addAll);
    return spans;
  }

  @Override
  public Resource resource(Span span) {
    return span.resource();
  }

  @Override
  public InstrumentationScopeInfo scope(Span span) {
    return span.scope();
  }

  /// Writes what differs in most spans last, the trace id next to the header of the next span. This
  /// order makes compressed requests smaller (docs/decisions/0036).
  @Override
  public void write(int field, Span span) {
    int start = out.open(field);
    SpanIds ids = span.ids();
    out.textUnlessEmpty(NAME, span.name());
    out.varintUnlessZero(KIND, span.kind().number());
    attributes(ATTRIBUTES, DROPPED_ATTRIBUTES, span.attributes());
    int status = out.open(STATUS);
    out.textUnlessEmpty(STATUS_MESSAGE, span.status().message());
    out.varintUnlessZero(STATUS_CODE, span.status().code().number());
    out.close(status);
    flags(FLAGS, ids);
    span.events().items().forEach(this::event);
    out.varintUnlessZero(DROPPED_EVENTS, span.events().dropped());
    span.links().items().forEach(this::link);
    out.varintUnlessZero(DROPPED_LINKS, span.links().dropped());
    out.textUnlessEmpty(TRACE_STATE, ids.traceState());
    out.hex(SPAN_ID, ids.spanId());
    if (!ids.parentSpanId().isEmpty()) {
      out.hex(PARENT_SPAN_ID, ids.parentSpanId());
    }
    out.fixed64UnlessZero(START, span.startNanos());
    out.fixed64UnlessZero(END, span.endNanos());
    out.hex(TRACE_ID, ids.traceId());
    out.close(start);
  }

  private void event(SpanEvent event) {
    int start = out.open(EVENTS);
    out.fixed64UnlessZero(EVENT_TIME, event.timeNanos());
    out.textUnlessEmpty(EVENT_NAME, event.name());
    attributes(EVENT_ATTRIBUTES, EVENT_DROPPED_ATTRIBUTES, event.attributes());
    out.close(start);
  }

  private void link(SpanLink link) {
    int start = out.open(LINKS);
    SpanIds ids = link.ids();
    out.hex(TRACE_ID, ids.traceId());
    out.hex(SPAN_ID, ids.spanId());
    out.textUnlessEmpty(TRACE_STATE, ids.traceState());
    attributes(LINK_ATTRIBUTES, LINK_DROPPED_ATTRIBUTES, link.attributes());
    flags(LINK_FLAGS, ids);
    out.close(start);
  }

  private void flags(int field, SpanIds ids) {
    if (ids.flags() != 0) {
      out.fixed32(field, ids.flags());
    }
  }

  private void attributes(int field, int droppedField, SpanAttributes written) {
    attributes.write(field, written.attributes());
    out.varintUnlessZero(droppedField, Integer.toUnsignedLong(written.dropped()));
  }
}
