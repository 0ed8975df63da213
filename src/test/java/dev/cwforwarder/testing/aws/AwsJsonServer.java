package dev.cwforwarder.testing.aws;

import static java.time.ZoneOffset.UTC;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.cwforwarder.local.http.HttpReply;
import dev.cwforwarder.local.http.HttpRequest;
import dev.cwforwarder.local.http.LoopbackServer;
import dev.cwforwarder.local.http.Tls;
import java.net.URI;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// A fake AWS service with AWS's JSON protocol on a loopback port. Its operations are registered by
/// their name in `X-Amz-Target`. Thread-safe if the operations are.
///
/// @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">AWS JSON 1.1</a>
final class AwsJsonServer implements AutoCloseable {
  /// One operation: returns the response, or throws the error.
  interface Operation {
    JsonNode answer(JsonNode request) throws Exception;
  }

  /// @param operation the operation that fails; empty: all
  private record Failure(String operation, String code, String message) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Operation> operations;
  private final Function<Exception, String> errorCode;
  private final LoopbackServer server;
  private volatile Failure failure = new Failure("", "", "");

  private AwsJsonServer(Map<String, Operation> operations, Function<Exception, String> errorCode) {
    this.operations = Map.copyOf(operations);
    this.errorCode = errorCode;
    this.server = LoopbackServer.start(0, new Tls.Off(), this::reply);
  }

  /// @param operations by name, e.g. `DescribeLogGroups`
  /// @param errorCode the AWS error code of an exception of an operation
  static AwsJsonServer start(
      Map<String, Operation> operations, Function<Exception, String> errorCode) {
    return new AwsJsonServer(operations, errorCode);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /// From now on, answers all requests with this error; an empty code ends it.
  void fail(String code, String message) {
    fail("", code, message);
  }

  /// Like [#fail(String, String)], but only for requests of this operation.
  void fail(String operation, String code, String message) {
    failure = new Failure(operation, code, message);
  }

  @Override
  public void close() {
    server.close();
  }

  private HttpReply reply(HttpRequest http) throws InterruptedException {
    String target = http.header("x-amz-target");
    String name = target.substring(target.indexOf('.') + 1);
    Failure scripted = failure;
    if (!scripted.code().isEmpty()
        && (scripted.operation().isEmpty() || scripted.operation().equals(name))) {
      return error(scripted.code(), scripted.message());
    }
    Operation operation = operations.get(name);
    if (operation == null) {
      return error("UnknownOperationException", "not simulated: " + target);
    }
    try {
      return response(200, operation.answer(JSON.readTree(http.body().toByteArray())), Map.of());
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return error(errorCode.apply(e), String.valueOf(e.getMessage()));
    }
  }

  private static HttpReply error(String code, String message) {
    return response(
        400,
        JSON.createObjectNode().put("__type", code).put("message", message),
        Map.of("x-amzn-errortype", code));
  }

  private static HttpReply response(int status, JsonNode body, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("Content-Type", "application/x-amz-json-1.1");
    headers.put("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(UTC)));
    return new HttpReply.Response(status, headers, ByteString.copyFromUtf8(body.toString()));
  }
}
