package dev.cwforwarder.local.otlp;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import dev.cwforwarder.local.http.HttpRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.List;

/// One well-formed request and the answer to it.
///
/// @param http the request as received: headers, compressed body
/// @param inflated the decompressed body
/// @param accepted whether its records were accepted
public record Received(
    HttpRequest http,
    ByteString inflated,
    ExportLogsServiceRequest request,
    Answer answer,
    boolean accepted) {
  public static final String UID = "log.record.uid";

  public Received {
    requireNonNull(http, "http is null");
    requireNonNull(inflated, "inflated is null");
    requireNonNull(request, "request is null");
    requireNonNull(answer, "answer is null");
  }

  /// `Content-Encoding`; empty if there is none.
  public String encoding() {
    return http.header("content-encoding");
  }

  public int wireBytes() {
    return http.body().size();
  }

  public List<LogRecord> records() {
    return records(request);
  }

  public static List<LogRecord> records(ExportLogsServiceRequest request) {
    return request.getResourceLogsList().stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .toList();
  }

  /// The record's `log.record.uid`.
  ///
  /// @throws IllegalStateException if it has none
  public static String uid(LogRecord record) {
    return record.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals(UID))
        .map(attribute -> attribute.getValue().getStringValue())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a record without " + UID));
  }
}
