package dev.cwforwarder.export.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceResponseTest {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";

  @ParameterizedTest
  @CsvSource({"0, ''", "1, too old", "9223372036854775807, ümläut", "-1, ''"})
  void responsesOfTheOfficialClassesAreRead(long rejected, String message) {
    byte[] body =
        ExportLogsServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportLogsPartialSuccess.newBuilder()
                    .setRejectedLogRecords(rejected)
                    .setErrorMessage(message))
            .build()
            .toByteArray();

    assertThat(parse(PROTOBUF, body)).contains(new ServiceResponse(rejected, message));
  }

  @Test
  void anEmptyBodyRejectsNothing() {
    assertThat(parse("", new byte[0])).contains(new ServiceResponse(0, ""));
  }

  @Test
  void anEmptyPartialSuccessRejectsNothing() {
    assertThat(parse(PROTOBUF, new byte[] {0x0a, 0x00})).contains(new ServiceResponse(0, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ok", "OK\n", "<!doctype html><html></html>", "{}", "\n", "\n\u0005"})
  void otherTextIsNotAResponse(String body) {
    assertThat(parse("", body.getBytes(UTF_8))).isEmpty();
  }

  /// Fields 3 and up may come with a later version of OTLP.
  @ParameterizedTest
  @CsvSource({
    "0a0408071807, 7",
    "0a0b080719ffffffffffffffff, 7",
    "0a0708071dffffffff, 7",
    "0a05080722012a, 7",
    "0a0208071805, 7",
    "18050a020807, 7"
  })
  void unknownFieldsOfProtobufAreSkipped(String hex, long rejected) {
    byte[] body = HexFormat.of().parseHex(hex);

    assertThat(parse(PROTOBUF, body)).contains(new ServiceResponse(rejected, ""));
    assertThat(parse("text/plain", body)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1805", "6f6b", "0a0208070b", "0a0208070c", "0a0208071d"})
  void otherProtobufIsNotAResponse(String hex) {
    assertThat(parse(PROTOBUF, HexFormat.of().parseHex(hex))).isEmpty();
  }

  @Test
  void aResponseTruncatedAnywhereIsNotAResponse() {
    byte[] body =
        ExportLogsServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportLogsPartialSuccess.newBuilder()
                    .setRejectedLogRecords(300)
                    .setErrorMessage("reason"))
            .build()
            .toByteArray();

    for (int length = 1; length < body.length; length++) {
      assertThat(parse(PROTOBUF, Arrays.copyOf(body, length))).isEmpty();
    }
  }

  @Test
  void randomBytesNeverThrow() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] body = new byte[random.nextInt(1, 24)];
      random.nextBytes(body);
      parse(i % 2 == 0 ? PROTOBUF : JSON, body);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 0 | ''",
        "{\"partialSuccess\":{}} | 0 | ''",
        "{\"partialSuccess\":{\"rejectedLogRecords\":\"7\",\"errorMessage\":\"x\"}} | 7 | x",
        "{\"partialSuccess\":{\"rejectedLogRecords\":7}} | 7 | ''",
        "{\"partialSuccess\":null} | 0 | ''",
        "{\"partialSuccess\":{\"rejectedLogRecords\":null,\"errorMessage\":null}} | 0 | ''",
        "{\"partialSuccess\":{\"rejectedLogRecords\":7.0,\"more\":[{}]}} | 7 | ''",
        "{\"partialSuccess\":{\"rejectedLogRecords\":1,\"errorMessage\":\"x\"},\"more\":{\"a\":[1]}}"
            + " | 1 | x",
        "{\"more\":1,\"partialSuccess\":{}} | 0 | ''",
        "{\"partial_success\":{\"rejected_log_records\":\"2\",\"error_message\":\"x\"}} | 2 | x"
      })
  void jsonIsRead(String body, long rejected, String message) {
    assertThat(parse(JSON, body.getBytes(UTF_8))).contains(new ServiceResponse(rejected, message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":\"ok\"}",
        "[]",
        "{",
        "{} {}",
        "{\"partialSuccess\":1}",
        "null",
        "{\"partialSuccess\":[]}",
        "{\"partialSuccess\":null",
        "{\"partialSuccess\":{\"rejectedLogRecords\":\"many\"}}",
        "{\"partialSuccess\":{\"rejectedLogRecords\":true}}",
        "{\"partialSuccess\":{\"rejectedLogRecords\":1.5}}",
        "{\"partialSuccess\":{\"rejectedLogRecords\":1e99}}",
        "{\"partialSuccess\":{\"rejectedLogRecords\":{}}}",
        "{\"partialSuccess\":{\"errorMessage\":{}}}"
      })
  void otherJsonIsNotAResponse(String body) {
    assertThat(parse(JSON, body.getBytes(UTF_8))).isEmpty();
  }

  private static Optional<ServiceResponse> parse(String contentType, byte[] body) {
    return ServiceResponse.parse(contentType, body, "rejectedLogRecords");
  }
}
