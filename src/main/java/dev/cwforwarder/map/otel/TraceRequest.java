package dev.cwforwarder.map.otel;

import static dev.cwforwarder.map.otel.OtelJson.expect;

import dev.cwforwarder.map.content.Fields;
import dev.cwforwarder.protobuf.ProtobufReader;
import dev.cwforwarder.span.Span;
import dev.cwforwarder.span.SpanEvent;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Reads an `ExportTraceServiceRequest` in protobuf. Unknown fields are skipped.
///
/// @see <a
///   href="https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto">trace.proto</a>
final class TraceRequest {
  private final List<SpanDraft> spans = new ArrayList<>();

  private TraceRequest() {}

  static List<SpanDraft> read(byte[] request) throws IOException {
    TraceRequest reader = new TraceRequest();
    ProtobufReader message = new ProtobufReader(request);
    while (message.next()) {
      switch (message.field()) {
        case 1 -> reader.resourceSpans(message.message());
        default -> message.skip();
      }
    }
    return reader.spans;
  }

  private void resourceSpans(ProtobufReader message) throws IOException {
    int first = spans.size();
    Fields attributes = new Fields();
    String schemaUrl = "";
    while (message.next()) {
      switch (message.field()) {
        case 1 -> resource(message.message(), attributes);
        case 2 -> scopeSpans(message.message());
        case 3 -> schemaUrl = message.text();
        default -> message.skip();
      }
    }
    Resource resource = OtelSource.resource(attributes.build(), schemaUrl);
    spans.subList(first, spans.size()).forEach(span -> span.resource = resource);
  }

  private static void resource(ProtobufReader message, Fields attributes) throws IOException {
    while (message.next()) {
      switch (message.field()) {
        case 1 -> attribute(message.message(), attributes);
        default -> message.skip();
      }
    }
  }

  private void scopeSpans(ProtobufReader message) throws IOException {
    int first = spans.size();
    InstrumentationScopeInfo scope = OtelSource.NO_SCOPE;
    String schemaUrl = "";
    while (message.next()) {
      switch (message.field()) {
        case 1 -> scope = scope(message.message());
        case 2 -> spans.add(span(message.message()));
        case 3 -> schemaUrl = message.text();
        default -> message.skip();
      }
    }
    InstrumentationScopeInfo whole = OtelSource.withSchemaUrl(scope, schemaUrl);
    spans.subList(first, spans.size()).forEach(span -> span.scope = whole);
  }

  private static InstrumentationScopeInfo scope(ProtobufReader message) throws IOException {
    String name = "";
    String version = "";
    Fields attributes = new Fields();
    while (message.next()) {
      switch (message.field()) {
        case 1 -> name = message.text();
        case 2 -> version = message.text();
        case 3 -> attribute(message.message(), attributes);
        default -> message.skip();
      }
    }
    return OtelSource.scope(name, version, "", attributes.build());
  }

  private static SpanDraft span(ProtobufReader message) throws IOException {
    SpanDraft span = new SpanDraft();
    span.kind = Span.Kind.UNSPECIFIED; // protobuf omits it
    while (message.next()) {
      switch (message.field()) {
        case 1 -> span.traceId = hex(message);
        case 2 -> span.spanId = hex(message);
        case 3 -> span.traceState = message.text();
        case 4 -> span.parentSpanId = hex(message);
        case 5 -> span.name = message.text();
        case 6 -> span.kind = Span.Kind.of(message.varint());
        case 7 -> span.start = message.fixed64();
        case 8 -> span.end = message.fixed64();
        case 9 -> attribute(message.message(), span.attributes);
        case 10 -> span.droppedAttributes = (int) message.varint();
        case 11 -> span.events.add(event(message.message()));
        case 12 -> span.droppedEvents = (int) message.varint();
        case 13 -> span.links.add(link(message.message()).buildLink());
        case 14 -> span.droppedLinks = (int) message.varint();
        case 15 -> status(message.message(), span);
        case 16 -> span.flags = message.fixed32();
        default -> message.skip();
      }
    }
    return span;
  }

  private static SpanEvent event(ProtobufReader message) throws IOException {
    SpanDraft event = new SpanDraft();
    while (message.next()) {
      switch (message.field()) {
        case 1 -> event.start = message.fixed64();
        case 2 -> event.name = message.text();
        case 3 -> attribute(message.message(), event.attributes);
        case 4 -> event.droppedAttributes = (int) message.varint();
        default -> message.skip();
      }
    }
    return new SpanEvent(event.start, event.name, event.attributes());
  }

  private static SpanDraft link(ProtobufReader message) throws IOException {
    SpanDraft link = new SpanDraft();
    while (message.next()) {
      switch (message.field()) {
        case 1 -> link.traceId = hex(message);
        case 2 -> link.spanId = hex(message);
        case 3 -> link.traceState = message.text();
        case 4 -> attribute(message.message(), link.attributes);
        case 5 -> link.droppedAttributes = (int) message.varint();
        case 6 -> link.flags = message.fixed32();
        default -> message.skip();
      }
    }
    return link;
  }

  private static void status(ProtobufReader message, SpanDraft span) throws IOException {
    while (message.next()) {
      switch (message.field()) {
        case 2 -> span.statusMessage = message.text();
        case 3 -> span.statusCode = Span.StatusCode.of(message.varint());
        default -> message.skip();
      }
    }
  }

  private static String hex(ProtobufReader message) throws IOException {
    return HexFormat.of().formatHex(message.bytes());
  }

  private static void attribute(ProtobufReader message, Fields attributes) throws IOException {
    KeyValue pair = pair(message, 0);
    OtelJson.put(pair.getKey(), pair.getValue(), attributes);
  }

  private static KeyValue pair(ProtobufReader message, int depth) throws IOException {
    String key = "";
    Value<?> value = Value.empty();
    while (message.next()) {
      switch (message.field()) {
        case 1 -> key = message.text();
        case 2 -> value = value(message.message(), depth + 1);
        default -> message.skip();
      }
    }
    return KeyValue.of(key, value);
  }

  private static Value<?> value(ProtobufReader message, int depth) throws IOException {
    expect(depth < OtelJson.MAX_DEPTH, "less nesting");
    Value<?> value = Value.empty();
    while (message.next()) {
      switch (message.field()) {
        case 1 -> value = Value.of(message.text());
        case 2 -> value = Value.of(message.varint() != 0);
        case 3 -> value = Value.of(message.varint());
        case 4 -> value = Value.of(Double.longBitsToDouble(message.fixed64()));
        case 5 -> value = list(message.message(), depth);
        case 6 -> value = members(message.message(), depth);
        case 7 -> value = Value.of(message.bytes());
        default -> message.skip();
      }
    }
    return value;
  }

  private static Value<?> list(ProtobufReader message, int depth) throws IOException {
    List<Value<?>> items = new ArrayList<>();
    while (message.next()) {
      items.add(value(message.message(), depth + 1));
    }
    return Value.of(items);
  }

  private static Value<?> members(ProtobufReader message, int depth) throws IOException {
    List<KeyValue> members = new ArrayList<>();
    while (message.next()) {
      members.add(pair(message.message(), depth + 1));
    }
    return Value.of(members.toArray(KeyValue[]::new));
  }
}
