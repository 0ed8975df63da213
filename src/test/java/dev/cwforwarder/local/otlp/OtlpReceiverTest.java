package dev.cwforwarder.local.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.cwforwarder.local.Samples;
import dev.cwforwarder.local.http.TestKeys;
import dev.cwforwarder.testing.Payloads;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OtlpReceiverTest {
  private static final byte[] TWO = Samples.request("a", "b").toByteArray();

  private final HttpClient client = HttpClient.newHttpClient();
  private OtlpReceiver receiver = OtlpReceiver.start();

  @BeforeEach
  void requestsAreRecorded() {
    assertThat(receiver.requests()).isEmpty();
  }

  @AfterEach
  void stop() {
    receiver.close();
    client.close();
  }

  @Test
  void acceptedRequestIsAnsweredWithAnEmptyPartialSuccess() {
    HttpResponse<byte[]> answer = post(TWO, "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).containsExactly(0x0a, 0x00);
    assertThat(receiver.uids()).containsExactly("a", "b");
  }

  @Test
  void emptyRequestIsAnsweredWith200() {
    assertThat(post(new byte[0], "").statusCode()).isEqualTo(200);
    assertThat(receiver.probes()).isOne();
    assertThat(receiver.records()).isEmpty();
  }

  @Test
  void zstdAndGzipAreDecompressed() {
    assertThat(post(Zstd.compress(TWO, 1), "zstd").statusCode()).isEqualTo(200);
    assertThat(post(Payloads.gzip(TWO), "gzip").statusCode()).isEqualTo(200);

    assertThat(receiver.encodings()).containsExactly("zstd", "gzip");
    assertThat(receiver.uids()).containsExactly("a", "b", "a", "b");
    assertThat(receiver.wireBytes())
        .isEqualTo(Zstd.compress(TWO, 1).length + Payloads.gzip(TWO).length);
  }

  @Test
  void severalGzipMembersAreOneBody() {
    byte[] first = Payloads.gzip(Arrays.copyOf(TWO, 10));
    byte[] rest = Payloads.gzip(Arrays.copyOfRange(TWO, 10, TWO.length));

    assertThat(post(Payloads.concat(first, rest), "gzip").statusCode()).isEqualTo(200);
    assertThat(receiver.uids()).containsExactly("a", "b");
  }

  @Test
  void jsonIsAnsweredInJson() {
    String body = OtlpJson.render(Samples.request("a"));
    HttpResponse<byte[]> answer =
        send("POST", "/v1/logs", body.getBytes(UTF_8), Map.of("Content-Type", "application/json"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), UTF_8)).isEqualTo("{\"partialSuccess\":{}}");
    assertThat(receiver.uids()).containsExactly("a");
  }

  @Test
  void trailingGarbageAndTruncatedStreamsAreRejected() {
    byte[] tail = {1, 2, 3};
    byte[] zstd = Zstd.compress(TWO, 1);
    byte[] gzip = Payloads.gzip(TWO);

    assertThat(post(Payloads.concat(TWO, new byte[] {(byte) 0xff}), "").statusCode())
        .isEqualTo(400);
    assertThat(post(Payloads.concat(zstd, tail), "zstd").statusCode()).isEqualTo(400);
    assertThat(post(Arrays.copyOf(zstd, zstd.length - 3), "zstd").statusCode()).isEqualTo(400);
    assertThat(post(Payloads.concat(gzip, tail), "gzip").statusCode()).isEqualTo(400);
    assertThat(post(Arrays.copyOf(gzip, gzip.length - 9), "gzip").statusCode()).isEqualTo(400);
    assertThat(post(new byte[0], "gzip").statusCode()).isEqualTo(400);
    assertThat(receiver.requests()).isEmpty();
    assertThat(receiver.refused()).hasSize(6);
  }

  @Test
  void twentyMebibytesAreTheLimitBeforeAndAfterDecompression() {
    byte[] exactly = Samples.ofSize(OtlpBody.MAX_BYTES);
    byte[] oneMore = Samples.ofSize(OtlpBody.MAX_BYTES + 1);

    assertThat(post(exactly, "").statusCode()).isEqualTo(200);
    assertThat(post(Zstd.compress(exactly, 1), "zstd").statusCode()).isEqualTo(200);
    assertThat(post(Payloads.gzip(exactly), "gzip").statusCode()).isEqualTo(200);
    assertTooLarge(post(oneMore, ""));
    assertTooLarge(post(Zstd.compress(oneMore, 1), "zstd"));
    assertTooLarge(post(Payloads.gzip(oneMore), "gzip"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "identity", "GZIP"})
  void otherEncodingsAreRejected(String encoding) {
    assertThat(post(Payloads.gzip(TWO), encoding).statusCode()).isEqualTo(400);
  }

  @Test
  void wrongPathMethodAndTypeAreRejected() {
    Map<String, String> protobuf = Map.of("Content-Type", "application/x-protobuf");

    assertThat(send("POST", "/", TWO, protobuf).statusCode()).isEqualTo(404);
    assertThat(send("GET", "/v1/logs", new byte[0], protobuf).statusCode()).isEqualTo(405);
    assertThat(send("POST", "/v1/logs", TWO, Map.of("Content-Type", "text/plain")).statusCode())
        .isEqualTo(415);
    assertThat(receiver.rawRequests()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer key", "KEY", "key2"})
  void anythingButTheRawKeyIsUnauthorized(String sent) {
    restart(OtlpReceiver.Options.plain().withApiKey("key"));

    assertThat(postWith("authorization", sent).statusCode()).isEqualTo(401);
    assertThat(postWith("authorization", "key").statusCode()).isEqualTo(200);
  }

  @Test
  void queuedAnswersPrecedeTheScript() {
    receiver.answerNext(Answer.status(503), Answer.retryAfter(429, "7"));
    receiver.answerWith(Samples.poison("b", 400));

    assertThat(post(TWO, "").statusCode()).isEqualTo(503);
    assertThat(post(TWO, "").headers().firstValue("retry-after")).hasValue("7");
    assertThat(post(TWO, "").statusCode()).isEqualTo(400);
    assertThat(post(Samples.request("a").toByteArray(), "").statusCode()).isEqualTo(200);
    assertThat(receiver.uids()).containsExactly("a");
    assertThat(receiver.requests()).hasSize(4);
  }

  @Test
  void partialSuccessReportsTheNumberOfRejectedRecords() throws IOException {
    receiver.answerAlways(Answer.partialSuccess(1, "too old"));

    ExportLogsServiceResponse answer = ExportLogsServiceResponse.parseFrom(post(TWO, "").body());

    assertThat(answer.getPartialSuccess().getRejectedLogRecords()).isOne();
    assertThat(answer.getPartialSuccess().getErrorMessage()).isEqualTo("too old");
  }

  @Test
  void encodingCanBeRejected() {
    receiver.answerAlways(Answer.refuseEncoding("zstd", 415));

    assertThat(post(Zstd.compress(TWO, 1), "zstd").statusCode()).isEqualTo(415);
    assertThat(post(Payloads.gzip(TWO), "gzip").statusCode()).isEqualTo(200);
    assertThat(receiver.uids()).containsExactly("a", "b");
  }

  @Test
  void connectionCanBeResetClosedOrTruncated() {
    receiver.answerNext(Answer.reset(), Answer.close(), Answer.truncated());

    assertThatThrownBy(() -> post(TWO, ""))
        .hasRootCauseInstanceOf(SocketException.class)
        .rootCause()
        .hasMessageContaining("reset");
    assertThatThrownBy(() -> post(TWO, "")).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> post(TWO, "")).isInstanceOf(UncheckedIOException.class);
    assertThat(receiver.requests())
        .extracting(Received::accepted)
        .containsExactly(false, false, true);
  }

  @Test
  void answerCanBeDelayed() {
    receiver.answerNext(Answer.delayed(Duration.ofMillis(200), Answer.status(503)));
    long before = System.nanoTime();

    assertThat(post(TWO, "").statusCode()).isEqualTo(503);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(199));
  }

  @Test
  void connectionsAreKeptAliveUntilReset() throws InterruptedException {
    post(TWO, "");
    post(TWO, "");
    assertThat(receiver.connections()).isOne();

    receiver.resetConnections();
    Thread.sleep(100);
    post(TWO, "");
    assertThat(receiver.connections()).isEqualTo(2);
  }

  @Test
  void tlsServerIsTrustedByItsCertificate(@TempDir Path folder)
      throws IOException, GeneralSecurityException, InterruptedException {
    TestKeys keys = TestKeys.make(folder);
    restart(OtlpReceiver.Options.plain().withTls(keys.tls()));

    try (HttpClient trusting = HttpClient.newBuilder().sslContext(Samples.trust(keys)).build()) {
      int status =
          trusting.send(request(receiver.endpoint()), BodyHandlers.ofByteArray()).statusCode();
      assertThat(status).isEqualTo(200);
    }
    assertThat(receiver.endpoint().getScheme()).isEqualTo("https");
    assertThatThrownBy(() -> post(TWO, "")).hasMessageContaining("certification path");
  }

  private void restart(OtlpReceiver.Options options) {
    receiver.close();
    receiver = OtlpReceiver.start(options);
  }

  private static void assertTooLarge(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), UTF_8)).contains("http: request body too large");
  }

  private HttpResponse<byte[]> post(byte[] body, String encoding) {
    return send("POST", "/v1/logs", body, headers("content-encoding", encoding));
  }

  private HttpResponse<byte[]> postWith(String header, String value) {
    return send("POST", "/v1/logs", TWO, headers(header, value));
  }

  private static Map<String, String> headers(String name, String value) {
    String type = "application/x-protobuf";
    return value.isEmpty()
        ? Map.of("Content-Type", type)
        : Map.of("Content-Type", type, name, value);
  }

  private static java.net.http.HttpRequest request(URI endpoint) {
    return java.net.http.HttpRequest.newBuilder(endpoint.resolve("/v1/logs"))
        .header("Content-Type", "application/x-protobuf")
        .POST(BodyPublishers.ofByteArray(TWO))
        .build();
  }

  private HttpResponse<byte[]> send(
      String method, String path, byte[] body, Map<String, String> headers) {
    java.net.http.HttpRequest.Builder request =
        java.net.http.HttpRequest.newBuilder(receiver.endpoint().resolve(path))
            .version(HttpClient.Version.HTTP_1_1)
            .method(method, BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
