package dev.cwforwarder.map.otel;

import static dev.cwforwarder.map.otel.OtelJson.firstMember;
import static dev.cwforwarder.map.otel.OtelJson.nextMember;

import com.fasterxml.jackson.core.JsonParser;
import dev.cwforwarder.map.content.Fields;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfoBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;

/// Reads the resource and the scope of a record in JSON. Members without a place in OTLP are added
/// to the record's own attributes.
final class OtelSource {
  static final InstrumentationScopeInfo NO_SCOPE = InstrumentationScopeInfo.create("");

  private OtelSource() {}

  /// @param record receives other members
  static Resource resource(JsonParser json, Fields record) throws IOException {
    Fields attributes = new Fields();
    String schemaUrl = "";
    for (String name = firstMember(json); name != null; name = nextMember(json)) {
      switch (name) {
        case "attributes" -> OtelJson.attributes(json, attributes);
        case "schemaUrl" -> schemaUrl = OtelJson.text(json);
        default -> OtelJson.attribute("resource." + name, json, record);
      }
    }
    return resource(attributes.build(), schemaUrl);
  }

  static Resource resource(Attributes attributes, String schemaUrl) {
    return Resource.create(attributes, schemaUrl.isEmpty() ? null : schemaUrl);
  }

  /// @param record receives other members
  static InstrumentationScopeInfo scope(JsonParser json, Fields record) throws IOException {
    Fields attributes = new Fields();
    String scopeName = "";
    String version = "";
    String schemaUrl = "";
    for (String name = firstMember(json); name != null; name = nextMember(json)) {
      switch (name) {
        case "name" -> scopeName = OtelJson.text(json);
        case "version" -> version = OtelJson.text(json);
        case "schemaUrl" -> schemaUrl = OtelJson.text(json);
        case "attributes" -> OtelJson.attributes(json, attributes);
        default -> OtelJson.attribute("scope." + name, json, record);
      }
    }
    return scope(scopeName, version, schemaUrl, attributes.build());
  }

  static InstrumentationScopeInfo withSchemaUrl(InstrumentationScopeInfo scope, String schemaUrl) {
    String version = scope.getVersion();
    return scope(scope.getName(), version == null ? "" : version, schemaUrl, scope.getAttributes());
  }

  static InstrumentationScopeInfo scope(
      String name, String version, String schemaUrl, Attributes attributes) {
    InstrumentationScopeInfoBuilder scope = InstrumentationScopeInfo.builder(name);
    if (!version.isEmpty()) {
      scope.setVersion(version);
    }
    if (!schemaUrl.isEmpty()) {
      scope.setSchemaUrl(schemaUrl);
    }
    return attributes.isEmpty() ? scope.build() : scope.setAttributes(attributes).build();
  }
}
