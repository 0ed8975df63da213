package dev.cwforwarder.local.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import dev.cwforwarder.local.http.HttpReply;
import dev.cwforwarder.local.http.HttpRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The checks of ClickStack's collector before it decodes a request, and the format of its
/// responses.
final class OtlpRules {
  private static final List<String> TYPES = List.of(OtlpBody.PROTOBUF, OtlpBody.JSON);

  // google.rpc.Code
  private static final int INVALID_ARGUMENT = 3;
  private static final int INTERNAL = 13;
  private static final int UNAUTHENTICATED = 16;

  private OtlpRules() {}

  /// The response to a request with a wrong key, path, method or type; null if all are valid. The
  /// key is checked first, so that an unauthenticated client learns nothing else.
  static HttpReply.@Nullable Response rejection(HttpRequest http, String apiKey, String path) {
    String sent = http.header("authorization");
    if (!apiKey.isEmpty() && !sent.equals(apiKey)) {
      return unauthorized(contentType(http), sent);
    }
    if (!http.path().split("\\?", 2)[0].equals(path)) {
      return HttpReply.Response.text(404, "404 page not found\n");
    }
    if (!http.method().equals("POST")) {
      return HttpReply.Response.text(405, "405 method not allowed, supported: [POST]");
    }
    if (!TYPES.contains(contentType(http))) {
      return HttpReply.Response.text(
          415, "415 unsupported media type, supported: [application/json, application/x-protobuf]");
    }
    return null;
  }

  /// The media type without its parameters.
  static String contentType(HttpRequest http) {
    return http.header("content-type").split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
  }

  /// A 400 because of the body.
  static HttpReply.Response badRequest(String type, String message) {
    return rejected(400, type, INVALID_ARGUMENT, message);
  }

  /// A 401 in the media type of the request, or in JSON if it has none. To an unknown media type
  /// the collector answers with 500.
  private static HttpReply.Response unauthorized(String type, String sent) {
    String answerType = type.isEmpty() ? OtlpBody.JSON : type;
    if (!TYPES.contains(answerType)) {
      return rejected(500, OtlpBody.JSON, INTERNAL, "failed to marshal error message");
    }
    // One version of the collector echoes the key, so clients must not log this message.
    return rejected(401, answerType, UNAUTHENTICATED, "scheme or token does not match: " + sent);
  }

  /// A rejection with a `google.rpc.Status` in the media type of the request.
  private static HttpReply.Response rejected(int status, String type, int code, String message) {
    return new HttpReply.Response(
        status, Map.of("Content-Type", type), status(type, code, message));
  }

  /// Whether the records of a request with this answer are accepted.
  static boolean accepts(Answer answer, HttpRequest http) {
    return switch (answer) {
      case Answer.Accept(), Answer.PartialSuccess(_, _), Answer.Truncated() -> true;
      case Answer.Status(_, _, _), Answer.Reset(), Answer.Close() -> false;
      case Answer.Delayed(_, Answer then) -> accepts(then, http);
      case Answer.RefuseEncoding refuse -> !isRejected(refuse, http);
    };
  }

  static HttpReply reply(Answer answer, HttpRequest http, String type) {
    return switch (answer) {
      case Answer.Accept() -> success(type, http, 0, "");
      case Answer.PartialSuccess(long rejected, String message) ->
          success(type, http, rejected, message);
      case Answer.Truncated() -> {
        HttpReply.Response whole = success(type, http, 0, "");
        yield new HttpReply.Response(200, whole.headers(), whole.body(), whole.body().size() / 2);
      }
      case Answer.Status(int status, Map<String, String> headers, String body) ->
          new HttpReply.Response(status, headers, ByteString.copyFromUtf8(body));
      case Answer.Reset() -> new HttpReply.Reset();
      case Answer.Close() -> new HttpReply.Close();
      case Answer.Delayed(_, Answer then) -> reply(then, http, type);
      case Answer.RefuseEncoding refuse ->
          isRejected(refuse, http) ? unsupported(refuse) : success(type, http, 0, "");
    };
  }

  private static boolean isRejected(Answer.RefuseEncoding refuse, HttpRequest http) {
    return http.header("content-encoding").equalsIgnoreCase(refuse.encoding());
  }

  private static HttpReply.Response unsupported(Answer.RefuseEncoding refuse) {
    return HttpReply.Response.text(
        refuse.status(), "unsupported Content-Encoding: " + refuse.encoding());
  }

  /// `partial_success` is always present, and empty (`0a 00`) if no record was rejected.
  private static HttpReply.Response success(
      String type, HttpRequest http, long rejected, String message) {
    Message response =
        http.path().contains("/v1/traces")
            ? ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(
                    ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(rejected)
                        .setErrorMessage(message))
                .build()
            : ExportLogsServiceResponse.newBuilder()
                .setPartialSuccess(
                    ExportLogsPartialSuccess.newBuilder()
                        .setRejectedLogRecords(rejected)
                        .setErrorMessage(message))
                .build();
    ByteString body =
        type.equals(OtlpBody.JSON)
            ? ByteString.copyFromUtf8(OtlpJson.renderMessage(response))
            : response.toByteString();
    return new HttpReply.Response(200, Map.of("Content-Type", type), body);
  }

  private static ByteString status(String type, int code, String message) {
    if (type.equals(OtlpBody.JSON)) {
      return ByteString.copyFromUtf8(OtlpJson.status(code, message));
    }
    try {
      ByteString.Output bytes = ByteString.newOutput();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeInt32(1, code);
      out.writeString(2, message);
      out.flush();
      return bytes.toByteString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
