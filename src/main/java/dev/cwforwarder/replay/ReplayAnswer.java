package dev.cwforwarder.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/// Writes the response of the replay function as JSON.
public final class ReplayAnswer {
  private ReplayAnswer() {}

  ///
  /// `{"end":"done","delivered":500,"left":{},"named":[],"events":500,"exported":500,"problem":""}`.
  public static void write(ReplayReport report, OutputStream out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("end", report.label());
      json.writeNumberField("delivered", report.removed());
      json.writeObjectFieldStart("left");
      for (Map.Entry<String, Long> left : new TreeMap<>(report.left()).entrySet()) {
        json.writeNumberField(left.getKey(), left.getValue());
      }
      json.writeEndObject();
      writeNamed(report, json);
      json.writeNumberField("events", report.delivery().received());
      json.writeNumberField("exported", report.delivery().exported());
      json.writeStringField("problem", report.problem());
      json.writeEndObject();
    }
  }

  private static void writeNamed(ReplayReport report, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("named");
    for (LeftObject object : report.named()) {
      json.writeStartObject();
      json.writeStringField("key", object.key());
      json.writeStringField("reason", object.reason());
      json.writeStringField("problem", object.problem());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// `{"complete":true,"rows":[{"folder":…,"group":…,"reason":…,"objects":…,"events":…}]}`.
  public static void write(DryRun.Result result, OutputStream out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      json.writeBooleanField("complete", result.complete());
      json.writeArrayFieldStart("rows");
      for (DryRun.Row row : result.rows()) {
        json.writeStartObject();
        json.writeStringField("folder", row.folder().label());
        json.writeStringField("group", row.group());
        json.writeStringField("reason", row.reason());
        json.writeNumberField("objects", row.objects());
        json.writeNumberField("events", row.events());
        json.writeStringField("oldest", row.oldest().toString());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
