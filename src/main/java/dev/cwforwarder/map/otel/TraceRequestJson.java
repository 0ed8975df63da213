package dev.cwforwarder.map.otel;

import static dev.cwforwarder.map.otel.OtelJson.firstMember;
import static dev.cwforwarder.map.otel.OtelJson.nextMember;

import com.fasterxml.jackson.core.JsonParser;
import dev.cwforwarder.map.content.Fields;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads an `ExportTraceServiceRequest` in JSON. Unknown members are skipped.
final class TraceRequestJson {
  private final JsonParser json;
  private final List<SpanDraft> spans = new ArrayList<>();

  private TraceRequestJson(JsonParser json) {
    this.json = json;
  }

  static List<SpanDraft> read(String request) throws IOException {
    try (JsonParser json = OtelJson.parser(request)) {
      TraceRequestJson reader = new TraceRequestJson(json);
      json.nextToken();
      for (String name = firstMember(json); name != null; name = nextMember(json)) {
        reader.items(name, "resourceSpans", reader::resourceSpans);
      }
      OtelJson.expect(json.nextToken() == null, "one object");
      return reader.spans;
    }
  }

  /// Reads the list `expected`, and skips any other member.
  private void items(String name, String expected, OtelJson.Item item) throws IOException {
    if (name.equals(expected)) {
      OtelJson.list(json, item);
    } else {
      json.skipChildren();
    }
  }

  private void resourceSpans() throws IOException {
    int first = spans.size();
    Resource resource = Resource.empty();
    String schemaUrl = "";
    for (String name = firstMember(json); name != null; name = nextMember(json)) {
      switch (name) {
        case "resource" -> resource = OtelSource.resource(json, new Fields());
        case "schemaUrl" -> schemaUrl = OtelJson.text(json);
        default -> items(name, "scopeSpans", this::scopeSpans);
      }
    }
    Resource whole = OtelSource.resource(resource.getAttributes(), schemaUrl);
    spans.subList(first, spans.size()).forEach(span -> span.resource = whole);
  }

  private void scopeSpans() throws IOException {
    int first = spans.size();
    InstrumentationScopeInfo scope = OtelSource.NO_SCOPE;
    String schemaUrl = "";
    for (String name = firstMember(json); name != null; name = nextMember(json)) {
      switch (name) {
        case "scope" -> scope = OtelSource.scope(json, new Fields());
        case "schemaUrl" -> schemaUrl = OtelJson.text(json);
        default -> items(name, "spans", () -> spans.add(new SpanJson(json).span()));
      }
    }
    InstrumentationScopeInfo whole = OtelSource.withSchemaUrl(scope, schemaUrl);
    spans.subList(first, spans.size()).forEach(span -> span.scope = whole);
  }
}
