package dev.cwforwarder.export.otlp;

import dev.cwforwarder.span.Span;
import dev.cwforwarder.span.SpanIds;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;

/// A span as OpenTelemetry's own exporter expects it.
record OfficialSpan(Span span) implements SpanData {
  private static final int REMOTE = 0x200;

  @Override
  public String getName() {
    return span.name();
  }

  @Override
  public SpanKind getKind() {
    return SpanKind.valueOf(span.kind().name());
  }

  @Override
  public SpanContext getSpanContext() {
    return context(span.ids(), false);
  }

  /// The parent is remote if the flags say so.
  @Override
  public SpanContext getParentSpanContext() {
    SpanIds ids = span.ids();
    String parent = ids.parentSpanId();
    return context(
        new SpanIds(
            ids.traceId(), parent.isEmpty() ? SpanId.getInvalid() : parent, "", "", ids.flags()),
        (ids.flags() & REMOTE) != 0);
  }

  /// OpenTelemetry's own contexts of an invalid id lose whether they are remote.
  private record Context(
      String traceId, String spanId, TraceFlags flags, TraceState state, boolean remote)
      implements SpanContext {
    @Override
    public String getTraceId() {
      return traceId;
    }

    @Override
    public String getSpanId() {
      return spanId;
    }

    @Override
    public TraceFlags getTraceFlags() {
      return flags;
    }

    @Override
    public TraceState getTraceState() {
      return state;
    }

    @Override
    public boolean isRemote() {
      return remote;
    }
  }

  private static SpanContext context(SpanIds ids, boolean remote) {
    TraceStateBuilder state = TraceState.builder();
    List<String> pairs = List.of(ids.traceState().split(",")).reversed();
    for (String pair : pairs) {
      if (!pair.isEmpty()) {
        state.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
      }
    }
    return new Context(
        ids.traceId(),
        ids.spanId(),
        TraceFlags.fromByte((byte) ids.flags()),
        state.build(),
        remote);
  }

  @Override
  public StatusData getStatus() {
    return StatusData.create(
        StatusCode.valueOf(span.status().code().name()), span.status().message());
  }

  @Override
  public long getStartEpochNanos() {
    return span.startNanos();
  }

  @Override
  public long getEndEpochNanos() {
    return span.endNanos();
  }

  @Override
  public Attributes getAttributes() {
    return span.attributes().attributes();
  }

  @Override
  public List<EventData> getEvents() {
    return span.events().items().stream()
        .map(
            event ->
                EventData.create(
                    event.timeNanos(),
                    event.name(),
                    event.attributes().attributes(),
                    event.attributes().attributes().size() + event.attributes().dropped()))
        .toList();
  }

  @Override
  public List<LinkData> getLinks() {
    return span.links().items().stream()
        .map(
            link ->
                LinkData.create(
                    context(link.ids(), (link.ids().flags() & REMOTE) != 0),
                    link.attributes().attributes(),
                    link.attributes().attributes().size() + link.attributes().dropped()))
        .toList();
  }

  @Override
  public boolean hasEnded() {
    return true;
  }

  @Override
  public int getTotalRecordedEvents() {
    return span.events().items().size() + span.events().dropped();
  }

  @Override
  public int getTotalRecordedLinks() {
    return span.links().items().size() + span.links().dropped();
  }

  @Override
  public int getTotalAttributeCount() {
    return span.attributes().attributes().size() + span.attributes().dropped();
  }

  @Override
  @Deprecated
  @SuppressWarnings("deprecation") // abstract in the interface
  public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return InstrumentationLibraryInfo.empty();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return span.scope();
  }

  @Override
  public Resource getResource() {
    return span.resource();
  }
}
