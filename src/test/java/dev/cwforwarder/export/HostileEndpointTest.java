package dev.cwforwarder.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.testing.KeyHunt;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.otlp.Exporters;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An endpoint that repeats the key, sends control characters or answers without end. Its texts
/// reach the log and the failure documents only through the [ExportResult].
final class HostileEndpointTest {
  private static final String KEY = "ingestion key/0123456789";
  private static final String ESCAPES = "bad\u001b]0;title\u0007\r\nline\u009b2J\u202egpj.exe";
  private static final int MAX_REASON = 1300;

  private final Exporters setup =
      new Exporters().compression(Compression.GZIP).budget(Duration.ZERO);
  private final OtlpReceiver receiver = OtlpReceiver.start();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refused: KEY.",
        "refused: ingestion+key%2F0123456789",
        "refused: ingestion%20key%252f0123456789",
        "refused: ingestion key\\/0123456789",
        "refused: ingestion\\u0020key\\u002f0123456789",
        "refused: ingestion\u0000 key/0123456789",
        "refused: BASE64",
        "refused: BASE64+1",
        "refused: BASE64+2"
      })
  void aPartialSuccessThatRepeatsTheKeyIsWithheld(String template) {
    String message =
        template
            .replace("BASE64+1", base64("a" + KEY + " denied"))
            .replace("BASE64+2", base64("ab" + KEY + " denied"))
            .replace("BASE64", base64(KEY))
            .replace("KEY", KEY);
    receiver.answerAlways(Answer.partialSuccess(1, message));

    for (String header : new String[] {KEY, "Bearer " + KEY}) {
      assertThat(reason(exporter(header)))
          .isEqualTo("(text withheld: it repeats a header of the request)");
    }
  }

  @Test
  void aKeyInTheContentTypeOrTheLocationIsWithheld() {
    Map<String, String> type = Map.of("Content-Type", "text/" + KEY);
    Map<String, String> location =
        Map.of("Location", "https://other.example.com/ingestion%20key%2F0123456789");
    receiver.answerNext(new Answer.Status(200, type, "x"), new Answer.Status(302, location, ""));

    for (String status : new String[] {"HTTP 200", "HTTP 302"}) {
      String reason = reason(exporter(KEY));
      assertThat(reason).contains(status, "text withheld");
      KeyHunt.forKeys(KEY, KEY.replace("/", "%2F")).inText("reason", reason).assertNothingFound();
    }
  }

  @Test
  void aKeyBehindTheCapIsWithheldToo() {
    receiver.answerAlways(Answer.partialSuccess(1, "x".repeat(1020) + KEY));

    assertThat(reason(exporter(KEY))).doesNotContain("inge");
  }

  @Test
  void secretsOfTheAddressAreWithheldToo() {
    receiver.answerAlways(Answer.partialSuccess(1, "no such tenant: tenant-secret-1"));
    URI address = receiver.endpoint().resolve("/v1/logs?tenant=tenant-secret-1");

    assertThat(reason(setup.to(address))).doesNotContain("tenant-secret-1");
  }

  @Test
  void otherTextIsShown() {
    receiver.answerAlways(Answer.partialSuccess(1, "ingestion key: too old"));

    assertThat(reason(exporter(KEY))).isEqualTo("ingestion key: too old");
  }

  @Test
  void longHeadersAreTruncated() {
    String huge = "x".repeat(300_000);
    receiver.answerNext(
        new Answer.Status(200, Map.of("Content-Type", "text/" + huge), "x"),
        new Answer.Status(302, Map.of("Location", "https://other.example.com/" + huge), ""));

    assertThat(reason(exporter(KEY)))
        .contains("content type 'text/xxx")
        .hasSizeLessThan(MAX_REASON);
    assertThat(reason(exporter(KEY))).contains("other.example.com/xxx").hasSizeLessThan(MAX_REASON);
  }

  @Test
  void controlCharactersBecomeVisible() {
    receiver.answerAlways(Answer.partialSuccess(1, ESCAPES));

    assertThat(reason(exporter(KEY)))
        .isEqualTo("bad\\x1b]0;title\\x07\\r\\nline\\x9b2J\\u202egpj.exe");
  }

  @Timeout(60)
  @ParameterizedTest
  @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints"})
  void interimResponsesWithoutEndAreAFailedAttempt(String status) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> repeat(server, "HTTP/1.1 " + status + "\r\n\r\n"));
      URI address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1/logs");

      assertThat(setup.to(address).open(setup.later()).export(Records.records(1)))
          .isInstanceOfSatisfying(
              ExportResult.Unavailable.class,
              failed -> assertThat(failed.reason()).contains("interim (1xx) responses"));
    }
  }

  private static void repeat(ServerSocket server, String response) {
    byte[] many = response.repeat(1000).getBytes(StandardCharsets.US_ASCII);
    try (Socket socket = server.accept();
        OutputStream out = socket.getOutputStream()) {
      while (true) {
        out.write(many);
      }
    } catch (IOException _) {
      // The client has closed the connection.
    }
  }

  private OtlpExporter<LogRecordData> exporter(String authorization) {
    return setup.headers(Map.of("authorization", authorization)).to(receiver);
  }

  private String reason(OtlpExporter<LogRecordData> exporter) {
    ExportResult result = exporter.open(setup.later()).export(Records.records(2));
    return switch (result) {
      case ExportResult.PartlyRejected partly -> partly.message();
      case ExportResult.Misconfigured wrong -> wrong.reason();
      case ExportResult.Unavailable failed -> failed.reason();
      case ExportResult.OutOfTime late -> late.reason();
      case ExportResult.Refused _,
          ExportResult.TooLarge _,
          ExportResult.TooManyDays _,
          ExportResult.Exported _ ->
          throw new AssertionError(result.toString());
    };
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
