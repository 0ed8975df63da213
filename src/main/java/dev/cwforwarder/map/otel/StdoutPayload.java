package dev.cwforwarder.map.otel;

import static dev.cwforwarder.map.otel.OtelJson.expect;
import static dev.cwforwarder.map.otel.OtelJson.firstMember;
import static dev.cwforwarder.map.otel.OtelJson.nextMember;
import static dev.cwforwarder.map.otel.OtelJson.text;

import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Reads a line of the exporter that writes spans to a function's standard output: a request of
/// OTLP, in protobuf or JSON, possibly compressed and in base64.
///
/// @see <a href="https://github.com/dev7a/serverless-otlp-forwarder">otlp-stdout-span-exporter</a>
final class StdoutPayload {
  private final int maxBytes;
  private String contentType = "";
  private String encoding = "";
  private String payload = "";
  private boolean base64;

  private StdoutPayload(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// The spans of `line`.
  ///
  /// @param maxBytes the maximum size of the decompressed payload
  /// @throws IOException if it is damaged
  static List<SpanDraft> read(String line, int maxBytes) throws IOException {
    StdoutPayload payload = new StdoutPayload(maxBytes);
    try (JsonParser json = OtelJson.parser(line)) {
      json.nextToken();
      for (String name = firstMember(json); name != null; name = nextMember(json)) {
        payload.member(name, json);
      }
      expect(json.nextToken() == null, "one object");
    }
    return payload.spans();
  }

  private void member(String name, JsonParser json) throws IOException {
    switch (name) {
      case "content-type" -> contentType = text(json);
      case "content-encoding" -> encoding = text(json);
      case "payload" -> payload = text(json);
      case "base64" -> base64 = json.getBooleanValue();
      default -> json.skipChildren();
    }
  }

  private List<SpanDraft> spans() throws IOException {
    byte[] request = decompressed(decoded());
    return switch (contentType) {
      case "application/x-protobuf" -> TraceRequest.read(request);
      case "application/json" -> TraceRequestJson.read(new String(request, StandardCharsets.UTF_8));
      default -> throw new DamagedRecordException("expected OTLP");
    };
  }

  private byte[] decoded() {
    return base64 ? Base64.getDecoder().decode(payload) : payload.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] decompressed(byte[] bytes) throws IOException {
    if (encoding.isEmpty()) {
      return bytes;
    }
    expect(encoding.equals("gzip"), "gzip");
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] whole = in.readNBytes(maxBytes);
      expect(in.read() < 0, "a payload of at most " + maxBytes + " bytes");
      return whole;
    }
  }
}
