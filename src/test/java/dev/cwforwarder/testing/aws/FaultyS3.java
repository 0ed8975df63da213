package dev.cwforwarder.testing.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands in front of a [MotoServer] and does what moto never does: deny, be slow, lose answers,
/// disagree about the time. Faults are taken one per request; without one a request passes.
public final class FaultyS3 implements AutoCloseable {
  /// What becomes of one request.
  public sealed interface Fault {
    /// Refused with an error document of S3; `serverTime` is the `Date` of the answer.
    record Refused(int status, String code, Instant serverTime) implements Fault {}

    /// Passed on after a while.
    record Slow(Duration delay) implements Fault {}

    /// Passed on, and the connection is closed instead of an answer.
    record AnswerLost() implements Fault {}
  }

  // The JDK's client sets these by itself and refuses them from others.
  private static final Set<String> HOP_HEADERS =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

  private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI behind;
  private final HttpServer server;

  /// Starts in front of the S3 API at `behind`.
  public FaultyS3(URI behind) {
    this.behind = behind;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Does `fault` to the next `times` requests.
  public void next(int times, Fault fault) {
    for (int i = 0; i < times; i++) {
      faults.add(fault);
    }
  }

  /// Requests seen so far.
  public int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    byte[] body = exchange.getRequestBody().readAllBytes();
    Fault fault = faults.poll();
    try (exchange) {
      switch (fault) {
        case null -> answer(exchange, pass(exchange, body));
        case Fault.Refused refused -> refuse(exchange, refused);
        case Fault.Slow(Duration delay) -> {
          Thread.sleep(delay);
          answer(exchange, pass(exchange, body));
        }
        case Fault.AnswerLost() -> pass(exchange, body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> pass(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI().toString()))
            .version(HttpClient.Version.HTTP_1_1)
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!HOP_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!HOP_HEADERS.contains(name)) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    send(exchange, response.statusCode(), response.body());
  }

  private static void refuse(HttpExchange exchange, Fault.Refused refused) throws IOException {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(refused.serverTime().atOffset(ZoneOffset.UTC));
    exchange.getResponseHeaders().set("Date", date);
    String xml = "<Error><Code>" + refused.code() + "</Code><Message>scripted</Message></Error>";
    send(exchange, refused.status(), xml.getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
