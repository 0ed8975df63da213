package dev.cwforwarder.map.otel;

import static dev.cwforwarder.map.otel.OtelJson.expect;
import static dev.cwforwarder.map.otel.OtelJson.firstMember;
import static dev.cwforwarder.map.otel.OtelJson.nextMember;
import static dev.cwforwarder.map.otel.OtelJson.text;
import static dev.cwforwarder.map.otel.OtelJson.unsigned;
import static dev.cwforwarder.map.otel.OtelJson.unsigned32;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cwforwarder.span.Span;
import dev.cwforwarder.span.SpanEvent;
import io.opentelemetry.api.common.AttributeKey;
import java.io.IOException;

/// Reads spans in JSON: those that X-Ray writes to CloudWatch Logs, and those of OTLP.
final class SpanJson {
  private final JsonParser json;

  /// `durationNano` of AWS, which follows from start and end unless it was rounded.
  private long duration;

  SpanJson(JsonParser json) {
    this.json = json;
  }

  /// Reads the object at which the parser is.
  SpanDraft span() throws IOException {
    SpanDraft draft = new SpanDraft();
    duration = -1;
    expect(json.currentToken() == JsonToken.START_OBJECT, "a span");
    for (String name = nextMember(json); name != null; name = nextMember(json)) {
      if (!isIdentity(name, draft) && !isContent(name, draft)) {
        OtelJson.attribute(name, json, draft.attributes);
      }
    }
    if (duration >= 0 && draft.end != 0 && duration != draft.end - draft.start) {
      draft.attributes.add(AttributeKey.longKey("durationNano"), duration);
    }
    return draft;
  }

  private boolean isIdentity(String name, SpanDraft draft) throws IOException {
    switch (name) {
      case "traceId" -> draft.traceId = text(json);
      case "spanId" -> draft.spanId = text(json);
      case "parentSpanId" -> draft.parentSpanId = text(json);
      case "traceState" -> draft.traceState = text(json);
      case "flags" -> draft.flags = unsigned32(json);
      case "attributes" -> OtelJson.attributes(json, draft.attributes);
      case "droppedAttributesCount" -> draft.droppedAttributes = unsigned32(json);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean isContent(String name, SpanDraft draft) throws IOException {
    switch (name) {
      case "resource" -> draft.resource = OtelSource.resource(json, draft.attributes);
      case "scope" -> draft.scope = OtelSource.scope(json, draft.attributes);
      case "name" -> draft.name = text(json);
      case "kind" -> draft.kind = kind();
      case "startTimeUnixNano" -> draft.start = unsigned(json);
      case "endTimeUnixNano" -> draft.end = unsigned(json);
      case "durationNano" -> duration = unsigned(json);
      case "events" -> OtelJson.list(json, () -> draft.events.add(event()));
      case "droppedEventsCount" -> draft.droppedEvents = unsigned32(json);
      case "links" -> OtelJson.list(json, () -> draft.links.add(link().buildLink()));
      case "droppedLinksCount" -> draft.droppedLinks = unsigned32(json);
      case "status" -> status(draft);
      case "_aws" -> aws(draft);
      default -> {
        return false;
      }
    }
    return true;
  }

  /// A kind by its name or its number.
  private Span.Kind kind() throws IOException {
    return isNumber()
        ? Span.Kind.of(json.getLongValue())
        : Span.Kind.valueOf(withoutPrefix("SPAN_KIND_"));
  }

  private Span.StatusCode statusCode() throws IOException {
    return isNumber()
        ? Span.StatusCode.of(json.getLongValue())
        : Span.StatusCode.valueOf(withoutPrefix("STATUS_CODE_"));
  }

  private boolean isNumber() {
    return json.currentToken() == JsonToken.VALUE_NUMBER_INT;
  }

  private String withoutPrefix(String prefix) throws IOException {
    String name = text(json);
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  private void status(SpanDraft draft) throws IOException {
    for (String name = firstMember(json); name != null; name = nextMember(json)) {
      switch (name) {
        case "code" -> readStatusCode(draft);
        case "message" -> draft.statusMessage = text(json);
        default -> OtelJson.attribute("status." + name, json, draft.attributes);
      }
    }
  }

  private void readStatusCode(SpanDraft draft) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      draft.statusCode = statusCode();
    }
  }

  /// `{"xray": {"name": "DynamoDB"}}` becomes `aws.xray.name`.
  private void aws(SpanDraft draft) throws IOException {
    for (String name = firstMember(json); name != null; name = nextMember(json)) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        String prefix = "aws." + name + '.';
        OtelJson.attributes(json, prefix::concat, draft.attributes);
      } else {
        OtelJson.attribute("aws." + name, json, draft.attributes);
      }
    }
  }

  private SpanEvent event() throws IOException {
    SpanDraft draft = new SpanDraft();
    for (String name = firstMember(json); name != null; name = nextMember(json)) {
      switch (name) {
        case "timeUnixNano" -> draft.start = unsigned(json);
        case "name" -> draft.name = text(json);
        case "attributes" -> OtelJson.attributes(json, draft.attributes);
        case "droppedAttributesCount" -> draft.droppedAttributes = unsigned32(json);
        default -> OtelJson.attribute(name, json, draft.attributes);
      }
    }
    return new SpanEvent(draft.start, draft.name, draft.attributes());
  }

  private SpanDraft link() throws IOException {
    SpanDraft draft = new SpanDraft();
    for (String name = firstMember(json); name != null; name = nextMember(json)) {
      if (!isIdentity(name, draft)) {
        OtelJson.attribute(name, json, draft.attributes);
      }
    }
    return draft;
  }
}
