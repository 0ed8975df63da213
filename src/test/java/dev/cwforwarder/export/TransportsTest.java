package dev.cwforwarder.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.export.otlp.ByteBlock;
import dev.cwforwarder.testing.time.ManualClock;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Our own connections read every response as the JDK's `HttpURLConnection` does, which proxies
/// still use: what counts as acknowledged does not depend on the way to the endpoint.
@Timeout(60)
final class TransportsTest {
  private static final Duration TIME = Duration.ofSeconds(5);
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final RequestHeaders HEADERS = new RequestHeaders(Map.of(), "test");
  private static final String BIG = "x".repeat(HttpAnswer.MAX_BODY_BYTES + 1000);

  private final ManualClock clock = new ManualClock();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private volatile String response = OK + "Content-Length: 0\r\n\r\n";
  private volatile boolean closes;
  private volatile CyclicBarrier together = new CyclicBarrier(1);
  private final ServerSocket server = start();

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private static Stream<String> completeResponses() {
    return Stream.of(
        OK + "Content-Length: 2\r\n\r\nok",
        OK + "content-length:2\r\nCONTENT-TYPE: Application/X-Protobuf; a=b\r\n\r\nok",
        OK + "Content-Type: a/b\r\nContent-Type: c/d\r\nContent-Length: 0\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1;x=y\r\nd\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n0\r\nTrailer: 1\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        OK + "Content-Length: " + BIG.length() + "\r\n\r\n" + BIG,
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 100 Continue\r\n\r\n" + OK + "Content-Length: 2\r\n\r\nok",
        "HTTP/1.1 301 Moved\r\nLocation: http://b/c\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\n\r\nbad",
        "HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 503 Unavailable\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n");
  }

  private static Stream<String> responsesThatTheConnectionEnds() {
    return Stream.of(
        OK + "\r\nuntil the end",
        OK + "\r\n",
        OK + "Connection: close\r\n\r\n" + BIG,
        OK + "Content-Length: two\r\n\r\nok",
        "HTTP/1.0 200 OK\r\n\r\nok",
        "HTTP/1.0 503 Unavailable\r\nContent-Length: 2\r\n\r\nno",
        "HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\nbad");
  }

  private static Stream<String> incompleteResponses() {
    return Stream.of(
        "",
        "HTTP/1.1",
        OK + "Content-Length: 3\r\n\r\nok",
        OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nabc",
        OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "SSH-2.0-OpenSSH_9\r\n",
        "HTTP/2 200 OK\r\nContent-Length: 0\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("completeResponses")
  void completeResponsesAreReadAsByTheJdk(String complete) throws IOException {
    response = complete;
    HttpTransport direct = direct();

    String read = text(post(direct));

    assertThat(read).isEqualTo(text(post(jdk()))).isEqualTo(text(post(direct)));
  }

  @ParameterizedTest
  @MethodSource("responsesThatTheConnectionEnds")
  void bodiesUntilTheEndOfTheConnectionAreReadAsByTheJdk(String ended) throws IOException {
    closes = true;
    response = ended;
    HttpTransport direct = direct();

    String read = text(post(direct));

    assertThat(read).isEqualTo(text(post(jdk()))).isEqualTo(text(post(direct)));
    assertThat(connections).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("incompleteResponses")
  void incompleteResponsesAreFailuresAsForTheJdk(String incomplete) {
    closes = true;
    response = incomplete;

    assertThatThrownBy(() -> post(direct())).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> post(jdk())).isInstanceOf(IOException.class);
    assertThat(connections).as("nothing is sent twice").hasSize(2);
  }

  /// The JDK takes it as a response without headers and body.
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK", OK, OK + "Content-Le", OK + "Content-Length: 0\r\n"})
  void aResponseThatEndsInItsHeadIsNoAcknowledgement(String incomplete) {
    closes = true;
    response = incomplete;

    assertThatThrownBy(() -> post(direct())).hasMessage("Unexpected end of file from server");
  }

  @Test
  void aConnectionIsReused() throws IOException {
    HttpTransport direct = direct();
    for (int i = 0; i < 3; i++) {
      post(direct);
    }

    assertThat(connections).hasSize(1);
    assertThat(requests).hasSize(3);
  }

  @Test
  void aConnectionThatWasIdleForAMinuteIsReplaced() throws IOException {
    HttpTransport direct = direct();
    post(direct);
    clock.advance(Duration.ofSeconds(54));
    post(direct);
    clock.advance(Duration.ofSeconds(56));
    post(direct);

    assertThat(connections).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OK + "Connection: close\r\nContent-Length: 0\r\n\r\n",
        OK + "Keep-Alive: timeout=0\r\nContent-Length: 0\r\n\r\n",
        OK + "Content-Length: 2\r\n\r\nok" + OK,
        "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"
      })
  void aConnectionIsNotReusedIfTheEndpointEndsItOrSendsMore(String ended) throws IOException {
    response = ended;
    HttpTransport direct = direct();
    post(direct);
    post(direct);

    assertThat(connections).hasSize(2);
  }

  @Test
  void aConnectionThatDiedIdleIsAFailureOfOneRequest() throws IOException {
    closes = true;
    HttpTransport direct = direct();
    post(direct);

    assertThatThrownBy(() -> post(direct)).isInstanceOf(IOException.class);
    post(direct);
    assertThat(requests).as("the failed request arrived nowhere").hasSize(2);
  }

  /// As when the endpoint restarts: otherwise each of them would cost an attempt.
  @Test
  void afterAFailureTheNextRequestOpensANewConnection() throws Exception {
    HttpTransport direct = direct();
    postTogether(direct, 4);
    for (Socket connection : connections) {
      connection.close();
    }

    assertThatThrownBy(() -> post(direct)).isInstanceOf(IOException.class);
    post(direct);
    assertThat(connections).hasSize(5);
  }

  @Test
  void aConnectionThatWasClosedWhileIdleForLongerCostsNoAttempt() throws Exception {
    HttpTransport direct = direct();
    post(direct);
    connections.getFirst().close();
    clock.advance(Duration.ofSeconds(10));
    post(direct);

    assertThat(connections).hasSize(2);
    assertThat(requests).hasSize(2);
  }

  @Test
  void aConnectionThatIsOpenAfterSecondsIsReused() throws Exception {
    HttpTransport direct = direct();
    for (int i = 0; i < 3; i++) {
      post(direct);
      clock.advance(Duration.ofSeconds(20));
    }

    assertThat(connections).hasSize(1);
  }

  /// An unsolicited response would acknowledge events that the endpoint never received.
  @Test
  void aResponseThatArrivesBeforeTheRequestAcknowledgesNothing() throws Exception {
    HttpTransport direct = direct();
    post(direct);
    connections.getFirst().getOutputStream().write(response.getBytes(ISO_8859_1));
    response = "HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n";

    assertThat(post(direct).status()).isEqualTo(503);
    assertThat(connections).hasSize(2);
  }

  @Test
  void anAddressWithoutAPathButWithAQueryAsksForTheRoot() throws IOException {
    String address = "http://127.0.0.1:%d?tenant=1".formatted(server.getLocalPort());
    post(new DirectTransport(URI.create(address).toURL(), HEADERS, null, clock));

    assertThat(requests.getFirst()).startsWith("POST /?tenant=1 HTTP/1.1\r\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEndpointThatReadsNothingIsAFailureAtTheDeadline(boolean isDirect) throws IOException {
    server.close();
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      URL url = URI.create("http://127.0.0.1:" + silent.getLocalPort()).toURL();
      HttpTransport transport =
          isDirect
              ? new DirectTransport(url, HEADERS, null, clock)
              : new ProxyTransport(url, HEADERS, null);

      Duration timeLeft = Duration.ofMillis(300);
      ByteBlock body = body(20_000_000);
      assertThatThrownBy(() -> transport.post(body, Compression.NONE, "", TIME, timeLeft))
          .isInstanceOf(IOException.class);
    }
  }

  /// The AWS SDK's connections use them too.
  @Test
  void theJdksOwnConnectionsAreConfiguredWithoutAProxyToo() throws IOException {
    System.clearProperty("http.keepAlive.time.server");
    Endpoint endpoint =
        new Endpoint(URI.create(url().toString()), Map.of(), Authorization.none(), TIME, "");
    assertThat(new HttpPoster(endpoint, "test", clock)).isNotNull();

    assertThat(System.getProperty("http.keepAlive.time.server")).isEqualTo("55");
  }

  @Test
  void bothSendTheSameHeadersButForTheirOrder() throws IOException {
    Map<String, String> configured =
        Map.of("user-agent", "mine", "Host", "other", "Authorization", "old", "x-tenant", "é");
    RequestHeaders headers = new RequestHeaders(configured, "ours");

    new DirectTransport(url(), headers, null, clock)
        .post(body(10), Compression.ZSTD, "key", TIME, TIME);
    new ProxyTransport(url(), headers, null).post(body(10), Compression.ZSTD, "key", TIME, TIME);

    List<String> ours = lines(requests.get(0));
    assertThat(ours).hasSameSizeAs(lines(requests.get(1)).stream().filter(this::isAsked).toList());
    assertThat(lines(requests.get(1))).containsAll(ours);
    assertThat(ours)
        .contains(
            "POST /v1/logs?tenant=1 HTTP/1.1",
            "authorization: key",
            "user-agent: mine",
            "x-tenant: " + new String("é".getBytes(UTF_8), ISO_8859_1),
            "content-encoding: zstd",
            "content-length: 10");
  }

  private boolean isAsked(String line) {
    return !line.startsWith("connection:"); // keep-alive, which is the default of HTTP/1.1
  }

  @Test
  void aLineBreakInAHeaderIsRefusedWithoutItsValue() {
    assertThatThrownBy(() -> direct().post(body(1), Compression.NONE, "secret\r\nx: y", TIME, TIME))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
    assertThat(requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10_000, 16_384, 300_000})
  void bodiesOfAnySizeArriveUnchanged(int size) throws IOException {
    direct().post(body(size), Compression.NONE, "", TIME, TIME);

    assertThat(requests.getFirst()).endsWith("\r\n\r\n" + "b".repeat(size));
  }

  @Test
  void aConnectionWithoutAnAnswerEndsAtTheTimeout() {
    response = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc";

    assertThatThrownBy(
            () -> direct().post(body(1), Compression.NONE, "", Duration.ofMillis(50), TIME))
        .isInstanceOf(IOException.class)
        .hasMessage("Read timed out");
  }

  private HttpTransport direct() throws IOException {
    return new DirectTransport(url(), HEADERS, null, clock);
  }

  private HttpTransport jdk() throws IOException {
    return new ProxyTransport(url(), HEADERS, null);
  }

  private URL url() throws IOException {
    String address = "http://127.0.0.1:%d/v1/logs?tenant=1".formatted(server.getLocalPort());
    return URI.create(address).toURL();
  }

  private static HttpAnswer post(HttpTransport transport) throws IOException {
    return transport.post(body(3), Compression.NONE, "", TIME, TIME);
  }

  /// Posts at the same time, so that each request needs a connection of its own.
  private void postTogether(HttpTransport transport, int count) throws Exception {
    together = new CyclicBarrier(count);
    Callable<HttpAnswer> one = () -> post(transport);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<HttpAnswer> posted : threads.invokeAll(Collections.nCopies(count, one))) {
        assertThat(posted.get().status()).isEqualTo(200);
      }
    }
    together = new CyclicBarrier(1);
  }

  private static ByteBlock body(int size) {
    ByteBlock body = new ByteBlock(size);
    byte[] bytes = "b".repeat(size).getBytes(ISO_8859_1);
    body.write(bytes, 0, bytes.length);
    return body;
  }

  private static String text(HttpAnswer answer) {
    return "%s body %d %s"
        .formatted(answer, answer.body().length, new String(answer.body(), ISO_8859_1))
        .replaceFirst("body=[^]]*]", "");
  }

  private static List<String> lines(String request) {
    return request
        .substring(0, request.indexOf("\r\n\r\n"))
        .lines()
        .map(line -> line.contains(": ") ? lowerName(line) : line)
        .toList();
  }

  private static String lowerName(String line) {
    int colon = line.indexOf(':');
    return line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon);
  }

  private ServerSocket start() {
    try {
      ServerSocket started = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> accept(started));
      return started;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void accept(ServerSocket accepting) {
    while (!accepting.isClosed()) {
      try {
        Socket socket = accepting.accept();
        connections.add(socket);
        Thread.ofVirtual().start(() -> answer(socket));
      } catch (IOException e) {
        // The test is over.
      }
    }
  }

  private void answer(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream())) {
      for (String request = request(in); !request.isEmpty(); request = request(in)) {
        requests.add(request);
        together.await();
        socket.getOutputStream().write(response.getBytes(ISO_8859_1));
        if (closes) {
          return;
        }
      }
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      // The client has closed the connection.
    }
  }

  /// One request, or nothing if the connection ends.
  private static String request(InputStream in) throws IOException {
    StringBuilder request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      request.append((char) next);
    }
    String length = request.toString().replaceFirst("(?is).*content-length: *(\\d+).*", "$1");
    return request + new String(in.readNBytes(Integer.parseInt(length)), ISO_8859_1);
  }
}
