package dev.cwforwarder.local.otlp;

import com.github.luben.zstd.ZstdInputStream;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;

/// Reads the bodies of OTLP/HTTP requests as strictly as ClickStack's collector does.
public final class OtlpBody {
  /// The collector's limit, for the compressed and for the decompressed body.
  public static final int MAX_BYTES = 20 * 1024 * 1024;

  static final String PROTOBUF = "application/x-protobuf";
  static final String JSON = "application/json";

  private OtlpBody() {}

  /// Decompresses a body according to its `Content-Encoding`: zstd, gzip or none. The names must be
  /// in lower case; `identity` is not supported.
  ///
  /// @throws RejectedException with the collector's message, for a 400
  static ByteString inflate(ByteString body, String encoding) throws RejectedException {
    if (body.size() > MAX_BYTES) {
      throw tooLarge();
    }
    try {
      return switch (encoding) {
        case "" -> body;
        case "gzip" -> limited(Gzip.inflate(body, MAX_BYTES));
        case "zstd" -> zstd(body);
        default -> throw new RejectedException("unsupported Content-Encoding: " + encoding);
      };
    } catch (IOException e) {
      throw new RejectedException(encoding + ": " + e.getMessage());
    }
  }

  /// Decodes a decompressed body. An empty body is an empty request.
  ///
  /// @throws RejectedException for a 400
  static ExportLogsServiceRequest decode(ByteString body, String contentType)
      throws RejectedException {
    try {
      if (contentType.equals(JSON)) {
        return OtlpJson.parse(body.toStringUtf8());
      }
      return ExportLogsServiceRequest.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw new RejectedException(e.getMessage() == null ? "malformed" : e.getMessage());
    }
  }

  /// Like [#decode], for spans.
  static ExportTraceServiceRequest decodeTraces(ByteString body, String contentType)
      throws RejectedException {
    try {
      return contentType.equals(JSON)
          ? OtlpJson.parseTraces(body.toStringUtf8())
          : ExportTraceServiceRequest.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw new RejectedException(e.getMessage() == null ? "malformed" : e.getMessage());
    }
  }

  /// A body without any frame is empty.
  private static ByteString zstd(ByteString body) throws IOException, RejectedException {
    if (body.isEmpty()) {
      return body;
    }
    try (ZstdInputStream in = new ZstdInputStream(body.newInput())) {
      return limited(ByteString.copyFrom(in.readNBytes(MAX_BYTES + 1)));
    }
  }

  private static ByteString limited(ByteString inflated) throws RejectedException {
    if (inflated.size() > MAX_BYTES) {
      throw tooLarge();
    }
    return inflated;
  }

  private static RejectedException tooLarge() {
    return new RejectedException("http: request body too large");
  }

  /// A body that the collector answers with 400.
  static final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    RejectedException(String message) {
      super(message);
    }
  }
}
