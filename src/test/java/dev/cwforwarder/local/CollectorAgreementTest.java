package dev.cwforwarder.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.cwforwarder.local.otlp.OtlpBody;
import dev.cwforwarder.local.otlp.OtlpJson;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.otlp.CollectorProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The embedded receiver answers as a real collector does, so that results of tests with the
/// receiver are valid for a collector.
@Tag("collector")
final class CollectorAgreementTest {
  private static final String KEY = "ingestion-key";
  private static final byte[] TWO = Samples.request("a", "b").toByteArray();
  private static final byte[] JSON = OtlpJson.render(Samples.request("a")).getBytes(UTF_8);
  private static final byte[] TAIL = {1, 2, 3};
  private static final byte[] EMPTY = {};

  private static CollectorProcess collector;
  private static OtlpReceiver receiver;
  private static HttpClient client;

  @BeforeAll
  static void start() {
    collector = CollectorProcess.start(KEY);
    receiver = OtlpReceiver.start(OtlpReceiver.Options.plain().withApiKey(KEY));
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  @AfterAll
  static void stop() {
    client.close();
    receiver.close();
    collector.close();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void bothAnswerTheSame(Raw request) {
    assertThat(Answered.of(send(receiver.endpoint(), request)))
        .isEqualTo(Answered.of(send(collector.endpoint(), request)));
  }

  /// The only intended difference: it detects an encoder that writes half a surrogate pair.
  @Test
  void onlyTheReceiverRejectsInvalidUtf8() {
    Raw request = new Raw("invalid UTF-8", replaced(TWO, (byte) 'a', (byte) 0xff));

    assertThat(send(collector.endpoint(), request).statusCode()).isEqualTo(200);
    assertThat(send(receiver.endpoint(), request).statusCode()).isEqualTo(400);
  }

  static List<Raw> requests() {
    return Stream.of(accepted(), refusedBodies(), tooLarge(), refusedRequests())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Raw> accepted() {
    byte[] gzip = Payloads.gzip(TWO);
    return List.of(
        new Raw("protobuf", TWO),
        new Raw("zstd", Zstd.compress(TWO, 1)).with("Content-Encoding", "zstd"),
        new Raw("gzip", gzip).with("Content-Encoding", "gzip"),
        new Raw("two gzip members", Payloads.concat(Payloads.gzip(EMPTY), gzip))
            .with("Content-Encoding", "gzip"),
        new Raw("two zstd frames", Payloads.concat(Zstd.compress(EMPTY), Zstd.compress(TWO)))
            .with("Content-Encoding", "zstd"),
        new Raw("no record", EMPTY),
        new Raw("no record, gzip", Payloads.gzip(EMPTY)).with("Content-Encoding", "gzip"),
        new Raw("nothing as zstd", EMPTY).with("Content-Encoding", "zstd"),
        new Raw("no record, zstd", Zstd.compress(EMPTY)).with("Content-Encoding", "zstd"),
        new Raw("unknown field", Payloads.concat(TWO, new byte[] {0x78, 1})),
        new Raw("JSON", JSON).with("Content-Type", "application/json"),
        new Raw("JSON with a charset", JSON)
            .with("Content-Type", "application/json; charset=utf-8"),
        new Raw("JSON without a record", "{}".getBytes(UTF_8))
            .with("Content-Type", "application/json"),
        new Raw("unknown JSON field", "{\"more\":1}".getBytes(UTF_8))
            .with("Content-Type", "application/json"),
        new Raw("query string", TWO).to("POST", "/v1/logs?a=b"));
  }

  private static List<Raw> refusedBodies() {
    byte[] gzip = Payloads.gzip(TWO);
    byte[] zstd = Zstd.compress(TWO, 1);
    return List.of(
        new Raw("no protobuf", "hello".getBytes(UTF_8)),
        new Raw("garbage after the protobuf", Payloads.concat(TWO, TAIL)),
        new Raw("truncated protobuf", Arrays.copyOf(TWO, TWO.length - 1)),
        new Raw("no gzip", TWO).with("Content-Encoding", "gzip"),
        new Raw("nothing as gzip", EMPTY).with("Content-Encoding", "gzip"),
        new Raw("truncated gzip", Arrays.copyOf(gzip, gzip.length - 9))
            .with("Content-Encoding", "gzip"),
        new Raw("gzip without its checksum", Arrays.copyOf(gzip, gzip.length - 8))
            .with("Content-Encoding", "gzip"),
        new Raw("garbage after the gzip", Payloads.concat(gzip, TAIL))
            .with("Content-Encoding", "gzip"),
        new Raw("no zstd", TWO).with("Content-Encoding", "zstd"),
        new Raw("truncated zstd", Arrays.copyOf(zstd, zstd.length - 3))
            .with("Content-Encoding", "zstd"),
        new Raw("garbage after the zstd", Payloads.concat(zstd, TAIL))
            .with("Content-Encoding", "zstd"),
        new Raw("gzip in upper case", gzip).with("Content-Encoding", "GZIP"),
        new Raw("identity", TWO).with("Content-Encoding", "identity"),
        new Raw("brotli", TWO).with("Content-Encoding", "br"),
        new Raw("two encodings", Payloads.gzip(gzip)).with("Content-Encoding", "gzip, gzip"),
        new Raw("no JSON", "{\"resourceLogs\":".getBytes(UTF_8))
            .with("Content-Type", "application/json"),
        new Raw("nothing as JSON", EMPTY).with("Content-Type", "application/json"),
        new Raw("JSON array", "[]".getBytes(UTF_8)).with("Content-Type", "application/json"));
  }

  private static List<Raw> tooLarge() {
    byte[] limit = Samples.ofSize(OtlpBody.MAX_BYTES);
    byte[] over = Samples.ofSize(OtlpBody.MAX_BYTES + 1);
    return List.of(
        new Raw("20 MiB", limit),
        new Raw("20 MiB inflated", Zstd.compress(limit, 1)).with("Content-Encoding", "zstd"),
        new Raw("20 MiB and a byte", over),
        new Raw("20 MiB and a byte, inflated from gzip", Payloads.gzip(over))
            .with("Content-Encoding", "gzip"),
        new Raw("20 MiB and a byte, inflated from zstd", Zstd.compress(over, 1))
            .with("Content-Encoding", "zstd"));
  }

  private static List<Raw> refusedRequests() {
    return List.of(
        new Raw("wrong key", TWO).with("Authorization", "wrong"),
        new Raw("empty key", TWO).with("Authorization", ""),
        new Raw("no key", TWO).without("Authorization"),
        new Raw("Bearer", TWO).with("Authorization", "Bearer " + KEY),
        new Raw("key in upper case", TWO).with("Authorization", "INGESTION-KEY"),
        new Raw("wrong key, wrong path", TWO).with("Authorization", "wrong").to("POST", "/"),
        new Raw("wrong key, GET", EMPTY).with("Authorization", "wrong").to("GET", "/v1/logs"),
        new Raw("wrong key, JSON", JSON)
            .with("Authorization", "wrong")
            .with("Content-Type", "application/json"),
        new Raw("wrong key, plain text", TWO)
            .with("Authorization", "wrong")
            .with("Content-Type", "text/plain"),
        new Raw("wrong key, no type", TWO).with("Authorization", "wrong").without("Content-Type"),
        new Raw("root", TWO).to("POST", "/"),
        new Raw("path with a slash", TWO).to("POST", "/v1/logs/"),
        new Raw("path doubled", TWO).to("POST", "/v1/logs/v1/logs"),
        new Raw("another signal", TWO).to("POST", "/v1/metrics"),
        new Raw("GET", EMPTY).to("GET", "/v1/logs"),
        new Raw("PUT", TWO).to("PUT", "/v1/logs"),
        new Raw("plain text", TWO).with("Content-Type", "text/plain"),
        new Raw("no type", TWO).without("Content-Type"),
        new Raw("type in upper case", TWO).with("Content-Type", "Application/X-Protobuf"),
        new Raw("protobuf with parameters", TWO)
            .with("Content-Type", "application/x-protobuf; charset=utf-8"),
        new Raw("protobuf's other name", TWO).with("Content-Type", "application/protobuf"));
  }

  private static HttpResponse<byte[]> send(URI endpoint, Raw raw) {
    java.net.http.HttpRequest.Builder request =
        java.net.http.HttpRequest.newBuilder(endpoint.resolve(raw.path))
            .method(raw.method, BodyPublishers.ofByteArray(raw.body.toByteArray()));
    raw.headers.forEach(request::header);
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static byte[] replaced(byte[] bytes, byte from, byte to) {
    byte[] copy = bytes.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = copy[i] == from ? to : copy[i];
    }
    return copy;
  }

  /// A request that is valid except for the changes of a case.
  record Raw(
      String name, String method, String path, Map<String, String> headers, ByteString body) {
    Raw(String name, byte[] body) {
      this(
          name,
          "POST",
          "/v1/logs",
          Map.of("Authorization", KEY, "Content-Type", "application/x-protobuf"),
          ByteString.copyFrom(body));
    }

    Raw with(String header, String value) {
      Map<String, String> changed = new HashMap<>(headers);
      changed.put(header, value);
      return new Raw(name, method, path, changed, body);
    }

    Raw without(String header) {
      Map<String, String> changed = new HashMap<>(headers);
      changed.remove(header);
      return new Raw(name, method, path, changed, body);
    }

    Raw to(String newMethod, String newPath) {
      return new Raw(name, newMethod, newPath, headers, body);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// The parts of a response that must agree; messages of rejections may differ.
  record Answered(int status, String type, String body) {
    static Answered of(HttpResponse<byte[]> answer) {
      String type = answer.headers().firstValue("content-type").orElse("").split(";", 2)[0];
      return new Answered(answer.statusCode(), type, body(answer.body(), type, answer));
    }

    private static String body(byte[] body, String type, HttpResponse<byte[]> answer) {
      String text = new String(body, UTF_8);
      if (answer.statusCode() == 200 || type.equals("text/plain")) {
        return text;
      }
      String problem = text.contains("http: request body too large") ? "too large" : "a status";
      return "%s with code %d".formatted(problem, code(body, type));
    }

    /// The code of a `google.rpc.Status`; see google/rpc/status.proto.
    private static int code(byte[] status, String type) {
      try {
        if (type.equals("application/json")) {
          return new ObjectMapper().readTree(status).path("code").asInt(-1);
        }
        return UnknownFieldSet.parseFrom(status).getField(1).getVarintList().getFirst().intValue();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
