package dev.cwforwarder.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// A document in a failure store, read independently of the code under test.
public record BucketDocument(String key, JsonNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Reads the document at `key`.
  public static BucketDocument of(String key, byte[] gzipped) {
    try (GZIPInputStream inflated = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
      return new BucketDocument(key, JSON.readTree(inflated.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException("no gzipped JSON at " + key, e);
    }
  }

  /// The first part of the key.
  public String folder() {
    return key.substring(0, key.indexOf('/'));
  }

  public String reason() {
    return json.path("reason").asText();
  }

  /// The ids of the events in order.
  public List<String> uids() {
    List<String> uids = new ArrayList<>();
    json.path("logEvents").forEach(event -> uids.add(event.path("id").asText()));
    return uids;
  }

  /// The input that could not be decoded.
  public byte[] input() {
    try {
      return json.path("input").binaryValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
