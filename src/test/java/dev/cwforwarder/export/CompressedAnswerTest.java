package dev.cwforwarder.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.cwforwarder.local.http.HttpReply;
import dev.cwforwarder.local.http.LoopbackServer;
import dev.cwforwarder.local.http.Tls;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.otlp.Exporters;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An endpoint, or a proxy in front of it, that compresses its responses without being asked.
final class CompressedAnswerTest {
  private static final byte[] TWO_REJECTED =
      ExportLogsServiceResponse.newBuilder()
          .setPartialSuccess(
              ExportLogsPartialSuccess.newBuilder()
                  .setRejectedLogRecords(2)
                  .setErrorMessage("too old"))
          .build()
          .toByteArray();

  private final Exporters setup =
      new Exporters().compression(Compression.GZIP).budget(Duration.ZERO);
  private final List<String> acceptedEncodings = new ArrayList<>();
  private volatile HttpReply reply = answer("application/x-protobuf", new byte[0]);
  private final LoopbackServer server =
      LoopbackServer.start(
          0,
          new Tls.Off(),
          request -> {
            acceptedEncodings.add(request.header("accept-encoding"));
            return reply;
          });

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void compressedSuccessIsSuccess() throws IOException {
    reply = answer("application/x-protobuf", gzip(new byte[] {0x0a, 0x00}));
    assertThat(export()).isEqualTo(new ExportResult.Exported());

    reply = answer("application/x-protobuf", gzip(new byte[0]));
    assertThat(export()).isEqualTo(new ExportResult.Exported());

    reply = answer("application/json", gzip("{\"partialSuccess\":null}".getBytes(UTF_8)));
    assertThat(export()).isEqualTo(new ExportResult.Exported());
  }

  @Test
  void compressedPartialSuccessIsRead() throws IOException {
    reply = answer("application/x-protobuf", gzip(TWO_REJECTED));

    assertThat(export()).isEqualTo(new ExportResult.PartlyRejected(2, "too old"));
  }

  @Test
  void aHeaderThatOnlyClaimsCompressionIsIgnored() {
    reply = answer("application/x-protobuf", TWO_REJECTED);

    assertThat(export()).isEqualTo(new ExportResult.PartlyRejected(2, "too old"));
  }

  @Test
  void noCompressionIsAskedFor() {
    export();

    assertThat(acceptedEncodings).containsExactly("identity");
  }

  @Test
  void aCompressedPageIsNotAnOtlpResponse() throws IOException {
    reply = answer("text/html", gzip("<!doctype html><title>Sign in</title>".getBytes(UTF_8)));

    assertThat(export()).isInstanceOf(ExportResult.Misconfigured.class);
  }

  /// A gigabyte of zeros is a megabyte of gzip, and the first 64 KiB inflate to 64 MB.
  @ParameterizedTest
  @ValueSource(ints = {64 * 1024, 64 * 1024 + 1, 60_000_000})
  void inflationIsCapped(int size) throws IOException {
    byte[] json = "{\"partialSuccess\":{}}".getBytes(UTF_8);
    byte[] padded = new byte[size];
    Arrays.fill(padded, (byte) ' ');
    System.arraycopy(json, 0, padded, 0, json.length);
    reply = answer("application/json", gzip(padded));

    assertThat(export())
        .isInstanceOf(
            size <= HttpAnswer.MAX_BODY_BYTES
                ? ExportResult.Exported.class
                : ExportResult.Misconfigured.class);
  }

  @Test
  void aResponseThatIsTruncatedAnywhereIsNotASuccess() throws IOException {
    byte[] body = gzip(TWO_REJECTED);
    for (int length = 1; length < body.length; length++) {
      reply = answer("application/x-protobuf", Arrays.copyOf(body, length));
      assertThat(export())
          .as("%d bytes", length)
          .isInstanceOfAny(ExportResult.Unavailable.class, ExportResult.Misconfigured.class);
    }
  }

  @Test
  void aDamagedResponseIsNeverFewerRejections() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 200; i++) {
      byte[] body = gzip(TWO_REJECTED);
      body[random.nextInt(10, body.length)] ^= (byte) (1 << random.nextInt(8));
      reply = answer("application/x-protobuf", body);
      assertThat(export())
          .isNotInstanceOf(ExportResult.Exported.class)
          .isNotEqualTo(new ExportResult.PartlyRejected(1, "too old"));
    }
  }

  private ExportResult export() {
    URI address = URI.create("http://127.0.0.1:" + server.port() + "/v1/logs");
    return setup.to(address).open(setup.later()).export(Records.records(3));
  }

  private static HttpReply answer(String type, byte[] body) {
    Map<String, String> headers = Map.of("Content-Type", type, "Content-Encoding", "gzip");
    return new HttpReply.Response(200, headers, ByteString.copyFrom(body));
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(body);
    }
    return compressed.toByteArray();
  }
}
