package dev.cwforwarder.map.otel;

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
    String[] schema = {""};
    OtelJson.object(
        json,
        name -> {
          switch (name) {
            case "attributes" -> OtelJson.attributes(json, attributes);
            case "schemaUrl" -> schema[0] = OtelJson.text(json);
            default -> OtelJson.attribute("resource." + name, json, record);
          }
        });
    return resource(attributes.build(), schema[0]);
  }

  static Resource resource(Attributes attributes, String schemaUrl) {
    return Resource.create(attributes, schemaUrl.isEmpty() ? null : schemaUrl);
  }

  /// @param record receives other members
  static InstrumentationScopeInfo scope(JsonParser json, Fields record) throws IOException {
    Fields attributes = new Fields();
    String[] texts = {"", "", ""};
    OtelJson.object(
        json,
        name -> {
          switch (name) {
            case "name" -> texts[0] = OtelJson.text(json);
            case "version" -> texts[1] = OtelJson.text(json);
            case "schemaUrl" -> texts[2] = OtelJson.text(json);
            case "attributes" -> OtelJson.attributes(json, attributes);
            default -> OtelJson.attribute("scope." + name, json, record);
          }
        });
    return scope(texts[0], texts[1], texts[2], attributes.build());
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
