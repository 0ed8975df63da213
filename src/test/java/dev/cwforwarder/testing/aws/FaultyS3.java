package dev.cwforwarder.testing.aws;

import com.google.protobuf.ByteString;
import dev.cwforwarder.local.http.HttpReply;
import dev.cwforwarder.local.http.HttpRequest;
import dev.cwforwarder.local.http.LoopbackServer;
import dev.cwforwarder.local.http.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/// A proxy in front of a [MotoServer] that simulates faults: rejected and slow requests, lost
/// responses, clock skew. Each request takes the next fault from a queue; without a fault it is
/// forwarded.
public final class FaultyS3 implements AutoCloseable {
  /// A fault of one request.
  public sealed interface Fault {
    /// Rejected with an error document of S3. `serverTime` is the `Date` of the response.
    record Rejected(int status, String code, Instant serverTime) implements Fault {}

    /// Forwarded after a delay.
    record Slow(Duration delay) implements Fault {}

    /// Forwarded, but the connection is closed without a response.
    record ResponseLost() implements Fault {}
  }

  // Each connection has its own; the JDK's client does not allow to set them.
  private static final Set<String> HOP_HEADERS =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

  private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI s3;
  private final LoopbackServer server;
  private volatile Duration clockAhead = Duration.ZERO;

  /// Starts a proxy for the S3 API at `s3`.
  public FaultyS3(URI s3) {
    this.s3 = s3;
    server = LoopbackServer.start(0, new Tls.Off(), this::reply);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /// Applies `fault` to the next `times` requests.
  public void next(int times, Fault fault) {
    for (int i = 0; i < times; i++) {
      faults.add(fault);
    }
  }

  /// Sets the clock of S3: the `Date` of every response is `ahead` of this machine's time.
  public void setClockAhead(Duration ahead) {
    clockAhead = ahead;
  }

  /// The number of requests so far.
  public int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.close();
    client.shutdownNow();
  }

  private HttpReply reply(HttpRequest request) throws InterruptedException {
    requests.incrementAndGet();
    return switch (faults.poll()) {
      case null -> forward(request);
      case Fault.Rejected(int status, String code, Instant serverTime) ->
          response(
              status,
              Map.of(),
              serverTime,
              ByteString.copyFromUtf8(
                  "<Error><Code>" + code + "</Code><Message>scripted</Message></Error>"));
      case Fault.Slow(Duration delay) -> {
        Thread.sleep(delay);
        yield forward(request);
      }
      case Fault.ResponseLost() -> {
        forward(request);
        yield new HttpReply.Close();
      }
    };
  }

  private HttpReply forward(HttpRequest request) throws InterruptedException {
    java.net.http.HttpRequest.Builder forwarded =
        java.net.http.HttpRequest.newBuilder(s3.resolve(request.path()))
            .version(HttpClient.Version.HTTP_1_1)
            .method(
                request.method(),
                java.net.http.HttpRequest.BodyPublishers.ofByteArray(request.body().toByteArray()));
    request.headers().entrySet().stream()
        .filter(header -> !HOP_HEADERS.contains(header.getKey()))
        .forEach(header -> forwarded.header(header.getKey(), header.getValue()));
    try {
      HttpResponse<byte[]> response =
          client.send(forwarded.build(), HttpResponse.BodyHandlers.ofByteArray());
      Map<String, String> headers = new TreeMap<>();
      response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
      headers.keySet().removeAll(HOP_HEADERS);
      return response(
          response.statusCode(),
          headers,
          Instant.now().plus(clockAhead),
          ByteString.copyFrom(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpReply response(
      int status, Map<String, String> headers, Instant date, ByteString body) {
    Map<String, String> dated = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    dated.putAll(headers);
    dated.put("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)));
    return new HttpReply.Response(status, dated, body);
  }
}
