package dev.cwforwarder.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The text members of a document that the forwarder stored in the failure bucket.
///
/// @param reason why it was stored
/// @param region the Region of the events; empty when the document does not contain it
/// @param input undecodable input, byte for byte; null when the document contains events
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record StoredDocument(String reason, String region, byte @Nullable [] input) {
  /// Reads the members of `gzipped` except for the events.
  ///
  /// @param maxInflatedBytes limit of the document's inflated size
  /// @throws DecodeException when it is truncated, not gzipped JSON, or exceeds the limit
  public static StoredDocument read(byte[] gzipped, int maxInflatedBytes) throws DecodeException {
    JsonFactory factory =
        new JsonFactoryBuilder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(SubscriptionDecoder.MAX_NESTING_DEPTH)
                    .maxStringLength(maxInflatedBytes)
                    .build())
            .build();
    try (InputStream inflated = new GzipInput(gzipped, maxInflatedBytes);
        JsonParser json = factory.createParser(inflated)) {
      return read(json);
    } catch (DecodeException e) {
      throw e;
    } catch (IOException e) {
      throw JsonErrors.problem("document", e);
    }
  }

  private static StoredDocument read(JsonParser json) throws IOException {
    String reason = "";
    String region = "";
    byte[] input = null;
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new DecodeException("document is not a JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String member = json.currentName();
      boolean text = json.nextToken() == JsonToken.VALUE_STRING;
      switch (text ? member : "") {
        case "reason" -> reason = json.getText();
        case "region" -> region = json.getText();
        case "input" -> input = json.getBinaryValue();
        default -> json.skipChildren();
      }
    }
    return new StoredDocument(reason, region, input);
  }
}
