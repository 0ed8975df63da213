package dev.cwforwarder.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// Writes a document as self-describing gzipped JSON. The source and the events have the member
/// names of a CloudWatch Logs subscription, so that one reader can decode both.
public final class DocumentFormat {
  /// Value of the member `format`.
  public static final String VERSION = "clickstack-cloudwatch-forwarder/failure/1";

  /// UTF-8 cannot encode the lone surrogates that a message may contain. They and all characters
  /// above them are escaped; the others are not, so that a document is hardly larger than the
  /// payload from CloudWatch.
  private static final int LAST_BEFORE_SURROGATES = 0xd7ff;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder().highestNonEscapedChar(LAST_BEFORE_SURROGATES).build();

  private DocumentFormat() {}

  /// Returns the document as gzipped JSON. Equal documents yield equal bytes.
  public static byte[] gzippedJson(FailureDocument document) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes);
        JsonGenerator json = JSON.createGenerator(gzip)) {
      json.writeStartObject();
      json.writeStringField("format", VERSION);
      json.writeStringField("kind", document.folder());
      json.writeStringField("reason", document.reason());
      json.writeStringField("time", document.time().toString());
      switch (document) {
        case FailureDocument.Events events -> write(json, events);
        case FailureDocument.RawInput raw -> json.writeBinaryField("input", raw.input());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, FailureDocument.Events document)
      throws IOException {
    LogSource source = document.source();
    json.writeNumberField("httpStatus", document.httpStatus());
    json.writeStringField("messageType", "DATA_MESSAGE");
    json.writeStringField("owner", source.account());
    json.writeStringField("region", source.region());
    json.writeStringField("logGroup", source.logGroup());
    json.writeStringField("logStream", source.logStream());
    json.writeArrayFieldStart("logEvents");
    for (LogEvent event : document.events()) {
      write(json, event);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, LogEvent event) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", event.id());
    json.writeNumberField("timestamp", event.timestampMillis());
    json.writeStringField("message", event.message());
    if (!event.extractedFields().isEmpty()) {
      json.writeObjectFieldStart("extractedFields");
      for (Map.Entry<String, String> field : new TreeMap<>(event.extractedFields()).entrySet()) {
        json.writeStringField(field.getKey(), field.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
