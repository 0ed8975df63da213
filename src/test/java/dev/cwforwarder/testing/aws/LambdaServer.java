package dev.cwforwarder.testing.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/// The subset of Lambda's API that the check of a deployment uses, on loopback. Invokes a packaged
/// function.
public final class LambdaServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final LocalLambda lambda;
  private final Map<String, String> latest = new TreeMap<>();
  private final Map<String, String> behindAlias = new TreeMap<>();
  private String refusal = "";
  private int refusalStatus;

  /// Starts a server for `lambda`. Its alias and its latest version have the same configuration.
  public LambdaServer(LocalLambda lambda) {
    this.lambda = lambda;
    configure("OTEL_EXPORTER_OTLP_ENDPOINT", "https://clickstack.example.com:4318");
    deploy();
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/2015-03-31/functions/", this::answer);
    server.start();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Sets a variable of the latest version, but not of the alias.
  public void configure(String variable, String value) {
    latest.put(variable, value);
  }

  /// Points the alias to the latest version.
  public void deploy() {
    behindAlias.putAll(latest);
  }

  /// From now on, answers all requests with this error.
  public void refuse(int status, String type) {
    refusalStatus = status;
    refusal = type;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization == null || !authorization.contains("/us-east-1/lambda/aws4_request")) {
      send(exchange, 403, "MissingAuthenticationTokenException", "{}");
    } else if (!refusal.isEmpty()) {
      send(exchange, refusalStatus, refusal + ":http://internal.amazon.com/x/", "{}");
    } else if (path.endsWith("/invocations")
        && !"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
      send(exchange, 415, "UnsupportedMediaTypeException", "{}");
    } else if (path.endsWith("/invocations")) {
      invoke(exchange, new String(body, UTF_8));
    } else {
      send(exchange, 200, "", configuration(path.contains(":live/")));
    }
  }

  private void invoke(HttpExchange exchange, String event) throws IOException {
    InvocationResult result = lambda.invoke(event);
    if (!result.succeeded()) {
      exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
    }
    String log = String.join("\n", lambda.processes().getLast().stdout().lines());
    exchange
        .getResponseHeaders()
        .set("X-Amz-Log-Result", Base64.getEncoder().encodeToString(log.getBytes(UTF_8)));
    send(exchange, 200, "", result.payload());
  }

  private String configuration(boolean alias) {
    ObjectNode configuration = JSON.createObjectNode();
    configuration
        .put("Version", alias ? "7" : "$LATEST")
        .put("Timeout", 60)
        .put("LastModified", alias ? "2026-01-01" : "2026-01-02")
        .putNull("KMSKeyArn");
    configuration.putArray("Layers");
    ObjectNode variables = configuration.putObject("Environment").putObject("Variables");
    (alias ? behindAlias : latest).forEach(variables::put);
    return configuration.toString();
  }

  private static void send(HttpExchange exchange, int status, String errorType, String body)
      throws IOException {
    if (!errorType.isEmpty()) {
      exchange.getResponseHeaders().set("x-amzn-ErrorType", errorType);
    }
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
