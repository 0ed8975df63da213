package dev.cwforwarder.map.otel;

import static dev.cwforwarder.map.otel.OtelJson.expect;

import dev.cwforwarder.map.content.Fields;
import dev.cwforwarder.map.content.HexDigits;
import dev.cwforwarder.span.Counted;
import dev.cwforwarder.span.Span;
import dev.cwforwarder.span.SpanAttributes;
import dev.cwforwarder.span.SpanEvent;
import dev.cwforwarder.span.SpanIds;
import dev.cwforwarder.span.SpanLink;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the fields of a span, or of a link, which has some of them. Used once.
final class SpanDraft {
  private static final String IN_PROGRESS = "aws.xray.inprogress";
  private static final String XRAY_NAME = "aws.xray.name";
  private static final String OPERATION = "aws.local.operation";

  final Fields attributes = new Fields();
  final List<SpanEvent> events = new ArrayList<>();
  final List<SpanLink> links = new ArrayList<>();
  Resource resource = Resource.empty();
  InstrumentationScopeInfo scope = OtelSource.NO_SCOPE;
  String traceId = "";
  String spanId = "";
  String parentSpanId = "";
  String traceState = "";
  String name = "";
  Span.@Nullable Kind kind;
  Span.StatusCode statusCode = Span.StatusCode.UNSET;
  String statusMessage = "";
  int flags;
  int droppedAttributes;
  int droppedEvents;
  int droppedLinks;
  long start;
  long end;

  /// Whether it is the first record of a span that has not ended.
  ///
  /// @throws DamagedRecordException if a required field is missing or wrong
  boolean isInProgress(long eventMillis) throws DamagedRecordException {
    if (end != 0 || !Boolean.TRUE.equals(attributes.find(IN_PROGRESS))) {
      return false;
    }
    end = start;
    build(eventMillis);
    return true;
  }

  SpanAttributes attributes() {
    return new SpanAttributes(attributes.build(), droppedAttributes);
  }

  /// The span.
  ///
  /// @param eventMillis CloudWatch's time of the event
  /// @throws DamagedRecordException if a required field is missing or wrong
  Span build(long eventMillis) throws DamagedRecordException {
    expect(end >= start, "an end that is not before the start");
    expect(
        OtelTime.isInWindow(start, eventMillis) && OtelTime.isInWindow(end, eventMillis),
        "times around that of the event");
    Span.Kind known = kind;
    if (known == null) {
      throw new DamagedRecordException("expected a kind");
    }
    return new Span(
        resource,
        scope,
        ids(),
        name.isEmpty() ? nameOfAws() : name,
        known,
        start,
        end,
        attributes(),
        new Counted<>(events, droppedEvents),
        new Counted<>(links, droppedLinks),
        new Span.Status(statusCode, statusMessage));
  }

  SpanLink buildLink() throws DamagedRecordException {
    return new SpanLink(ids(), attributes());
  }

  private SpanIds ids() throws DamagedRecordException {
    expect(HexDigits.isId(traceId, TraceId.getLength()), "a trace id");
    expect(HexDigits.isId(spanId, SpanId.getLength()), "a span id");
    boolean isRoot = parentSpanId.isEmpty() || parentSpanId.equals(SpanId.getInvalid());
    expect(isRoot || HexDigits.isId(parentSpanId, SpanId.getLength()), "a parent span id");
    return new SpanIds(
        HexDigits.lowerCase(traceId),
        HexDigits.lowerCase(spanId),
        isRoot ? "" : HexDigits.lowerCase(parentSpanId),
        traceState,
        flags);
  }

  /// X-Ray's subsegments have no name of their own.
  private String nameOfAws() {
    Object found = attributes.find(XRAY_NAME);
    if (!(found instanceof String)) {
      found = attributes.find(OPERATION);
    }
    return found instanceof String text ? text : "";
  }
}
