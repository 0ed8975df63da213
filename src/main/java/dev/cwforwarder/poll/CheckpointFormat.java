package dev.cwforwarder.poll;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;

/// Writes a [Checkpoint] as JSON. Sums and hashes are packed, everything else is readable.
/// [CheckpointReader] reads it. The members are stored: they must not change.
final class CheckpointFormat {
  /// Value of the member `format`. A reader must stop at any other value: if it wrote the
  /// checkpoint back, it would drop unknown members.
  static final String VERSION = "clickstack-cloudwatch-forwarder/checkpoint/1";

  static final JsonFactory JSON = new JsonFactory();

  private CheckpointFormat() {}

  static String write(Checkpoint checkpoint) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("format", VERSION);
      json.writeStringField("reader", checkpoint.reader().stored());
      json.writeStringField("probed", checkpoint.probed().toString());
      json.writeNumberField("auditFrom", checkpoint.auditFrom());
      json.writeBooleanField("ingestionUnknown", checkpoint.ingestionUnknown());
      json.writeArrayFieldStart("tiers");
      for (Checkpoint.TierState tier : checkpoint.tiers()) {
        write(json, tier);
      }
      json.writeEndArray();
      write(json, "repairs", checkpoint.repairs());
      write(json, "backfills", checkpoint.backfills());
      if (checkpoint.failure() != null) {
        write(json, checkpoint.failure());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Checkpoint.TierState state) throws IOException {
    json.writeStartObject();
    json.writeStringField("from", state.tier().from().toString());
    json.writeStringField("to", state.tier().to().toString());
    json.writeStringField("every", state.tier().every().toString());
    json.writeNumberField("watermark", state.watermark());
    json.writeStringField("acknowledged", state.acknowledged().encode());
    if (state.open() != null) {
      json.writeFieldName("open");
      write(json, state.open());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, List<Window> windows)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Window window : windows) {
      write(json, window);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Window window) throws IOException {
    json.writeStartObject();
    json.writeNumberField("after", window.after());
    json.writeNumberField("upTo", window.upTo());
    json.writeNumberField("latenessFrom", window.latenessFrom());
    json.writeNumberField("latenessTo", window.latenessTo());
    json.writeNumberField("first", window.first());
    json.writeNumberField("last", window.last());
    json.writeNumberField("only", window.only());
    json.writeStringField("delivered", window.delivered().encode());
    json.writeStringField("seen", window.seen().encode());
    json.writeObjectFieldStart("cursor");
    json.writeNumberField("from", window.cursor().from());
    json.writeStringField("token", window.cursor().token());
    json.writeNumberField("at", window.cursor().at());
    json.writeBooleanField("sorted", window.cursor().sorted());
    json.writeStringField("ids", packed(window.cursor()));
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String packed(Cursor cursor) {
    ByteBuffer bytes = ByteBuffer.allocate(cursor.ids().size() * Long.BYTES);
    cursor.ids().stream().sorted().forEach(bytes::putLong);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes.array());
  }

  private static void write(JsonGenerator json, Failure failure) throws IOException {
    json.writeObjectFieldStart("failure");
    json.writeStringField("reason", failure.reason().stored());
    json.writeStringField("message", failure.message());
    json.writeStringField("since", failure.since().toString());
    json.writeNumberField("times", failure.times());
    json.writeStringField("retryAt", failure.retryAt().toString());
    json.writeEndObject();
  }
}
