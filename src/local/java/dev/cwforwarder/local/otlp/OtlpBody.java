package dev.cwforwarder.local.otlp;

import com.github.luben.zstd.ZstdInputStream;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.io.IOException;

/// Bodies of OTLP/HTTP requests, read as strictly as ClickStack's collector reads them.
public final class OtlpBody {
  /// The collector's limit, for the body as sent and as inflated.
  public static final int MAX_BYTES = 20 * 1024 * 1024;

  static final String PROTOBUF = "application/x-protobuf";
  static final String JSON = "application/json";

  private OtlpBody() {}

  /// Undoes the `Content-Encoding`: zstd, gzip, or none. The names are in lower case, and
  /// `identity` is none of them.
  ///
  /// @throws RefusedException with the collector's words, for a 400
  static ByteString inflate(ByteString body, String encoding) throws RefusedException {
    if (body.size() > MAX_BYTES) {
      throw tooLarge();
    }
    try {
      return switch (encoding) {
        case "" -> body;
        case "gzip" -> limited(Gzip.inflate(body, MAX_BYTES));
        case "zstd" -> zstd(body);
        default -> throw new RefusedException("unsupported Content-Encoding: " + encoding);
      };
    } catch (IOException e) {
      throw new RefusedException(encoding + ": " + e.getMessage());
    }
  }

  /// Decodes an inflated body; an empty one is an empty request.
  ///
  /// @throws RefusedException for a 400
  static ExportLogsServiceRequest decode(ByteString body, String contentType)
      throws RefusedException {
    try {
      if (contentType.equals(JSON)) {
        return OtlpJson.parse(body.toStringUtf8());
      }
      return ExportLogsServiceRequest.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw new RefusedException(e.getMessage() == null ? "malformed" : e.getMessage());
    }
  }

  /// No frame at all is an empty body.
  private static ByteString zstd(ByteString body) throws IOException, RefusedException {
    if (body.isEmpty()) {
      return body;
    }
    try (ZstdInputStream in = new ZstdInputStream(body.newInput())) {
      return limited(ByteString.copyFrom(in.readNBytes(MAX_BYTES + 1)));
    }
  }

  private static ByteString limited(ByteString inflated) throws RefusedException {
    if (inflated.size() > MAX_BYTES) {
      throw tooLarge();
    }
    return inflated;
  }

  private static RefusedException tooLarge() {
    return new RefusedException("http: request body too large");
  }

  /// A body the collector answers with 400.
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }
}
