package dev.cwforwarder.local.otlp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/// Reads and writes OTLP/JSON: protobuf's JSON with names in lowerCamelCase, 64-bit integers as
/// strings, enums as numbers, and trace and span ids in hexadecimal instead of base64.
///
/// @see <a
///   href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">specification</a>
public final class OtlpJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> IDS = List.of("traceId", "spanId", "parentSpanId");

  private OtlpJson() {}

  /// Renders a request with spans, see [#render(ExportLogsServiceRequest)].
  public static String render(ExportTraceServiceRequest request) {
    return renderMessage(request);
  }

  /// Renders a request in one line, with the fields in the order of the protobuf definition.
  public static String render(ExportLogsServiceRequest request) {
    return renderMessage(request);
  }

  static String renderMessage(MessageOrBuilder message) {
    try {
      String proto =
          JsonFormat.printer()
              .omittingInsignificantWhitespace()
              .printingEnumsAsInts()
              .print(message);
      return JSON.writeValueAsString(mapIds(JSON.readTree(proto), OtlpJson::base64ToHex));
    } catch (InvalidProtocolBufferException | JsonProcessingException e) {
      throw new UncheckedIOException("cannot render an OTLP message", e);
    }
  }

  /// Reads a request. Ignores unknown fields, as the specification requires.
  ///
  /// @throws InvalidProtocolBufferException if the text is not an OTLP/JSON request
  public static ExportLogsServiceRequest parse(String json) throws InvalidProtocolBufferException {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    merge(json, request);
    return request.build();
  }

  /// Like [#parse], for spans.
  public static ExportTraceServiceRequest parseTraces(String json)
      throws InvalidProtocolBufferException {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    merge(json, request);
    return request.build();
  }

  private static void merge(String json, Message.Builder request)
      throws InvalidProtocolBufferException {
    try {
      String proto = JSON.writeValueAsString(mapIds(JSON.readTree(json), OtlpJson::hexToBase64));
      JsonFormat.parser().ignoringUnknownFields().merge(proto, request);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new InvalidProtocolBufferException("not OTLP/JSON: " + e.getMessage());
    }
  }

  /// A `google.rpc.Status`.
  static String status(int code, String message) {
    return JSON.createObjectNode().put("code", code).put("message", message).toString();
  }

  /// Converts ids by the names of their fields. The names are unambiguous: only log records and
  /// spans have these fields, and attributes are in `value` objects.
  private static JsonNode mapIds(JsonNode node, UnaryOperator<String> change) {
    if (node instanceof ObjectNode object) {
      for (String name : IDS) {
        if (object.path(name).isTextual()) {
          object.put(name, change.apply(object.path(name).textValue()));
        }
      }
    }
    node.forEach(child -> mapIds(child, change));
    return node;
  }

  private static String base64ToHex(String base64) {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }

  private static String hexToBase64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
