package dev.cwforwarder.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.testing.Payloads;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AwsLogsEnvelopeTest {
  private static final String NO_DATA =
      "event has no text at awslogs.data; is the trigger a CloudWatch Logs subscription filter?";

  /// Its base64 text contains every special character: `//79+w==`.
  private static final byte[] CONTENT = {-1, -2, -3, -5};

  @Test
  void dataIsUnwrapped() throws DecodeException {
    assertThat(AwsLogsEnvelope.data(Payloads.envelope(CONTENT))).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"awslogs\":{\"data\":\"\\/\\/79+w==\"}}",
        "{\"awslogs\":{\"data\":\"//79+w\\u003d\\u003d\"}}",
        "{\"awslogs\":{\"data\":\"\\u002F\\u002f79\\u002bw==\"}}"
      })
  void escapedBase64IsUnescaped(String event) throws DecodeException {
    assertThat(AwsLogsEnvelope.data(event.getBytes(UTF_8))).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " {\n \"awslogs\" : {\n \"data\" :\t\"//79+w==\" } }\n",
        "{\"a\":[{\"awslogs\":{\"data\":\"AAAA\"}}],\"b\":1.5,\"awslogs\":{\"data\":\"//79+w==\"}}",
        "{\"awslogs\":{\"more\":{\"data\":\"AAAA\"},\"data\":\"//79+w==\",\"x\":null},\"y\":true}",
        "\uFEFF{\"awslogs\":{\"data\":\"//79+w==\"}}",
        "{\"ключ\":\"значение\",\"awslogs\":{\"data\":\"//79+w==\"}}"
      })
  void whatSurroundsTheDataDoesNotMatter(String event) throws DecodeException {
    assertThat(AwsLogsEnvelope.data(event.getBytes(UTF_8))).isEqualTo(CONTENT);
  }

  @Test
  void sixMegabytesAreUnwrapped() throws DecodeException {
    byte[] content = new byte[6 * 1024 * 1024];
    Arrays.fill(content, (byte) 7);

    assertThat(AwsLogsEnvelope.data(Payloads.envelope(content))).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "\"awslogs\"",
        "",
        " ",
        "{\"awslogs\":null}",
        "{\"awslogs\":\"data\"}",
        "{\"awslogs\":[{\"data\":\"AAAA\"}]}",
        "{\"awslogs\":{}}",
        "{\"awslogs\":{\"data\":null}}",
        "{\"awslogs\":{\"data\":17}}",
        "{\"awslogs\":{\"data\":{\"data\":\"AAAA\"}}}",
        "{\"awslogs\":{\"Data\":\"AAAA\"}}",
        "{\"data\":\"AAAA\"}",
        "{\"Records\":[{\"kinesis\":{\"data\":\"AAAA\"}}]}"
      })
  void eventOfAnotherTriggerIsReportedAsSuch(String event) {
    assertThatThrownBy(() -> AwsLogsEnvelope.data(event.getBytes(UTF_8)))
        .isInstanceOf(DecodeException.class)
        .hasMessage(NO_DATA);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "{ => event is not JSON: malformed at offset 1",
        "{'awslogs':{'data':'AAAA' => nothing is wrong",
        "{'awslogs':{'data':'AAAA => event ends inside awslogs.data",
        "{'awslogs':{'data':' => event ends inside awslogs.data",
        "{'awslogs':{'data': => event is not JSON: malformed at offset 19",
        "{'awslogs':{'data':secret} => event is not JSON: malformed at offset 19",
        "secret => event is not JSON: malformed at offset 0",
        "{'awslogs':{'data':'se cret'}} => awslogs.data is not base64",
        "{'awslogs':{'data':'AAAAA'}} => awslogs.data is not base64",
        "{'awslogs':{'data':'A\\u0000AA'}} => awslogs.data is not base64",
        "{'awslogs':{'data':'AA-_'}} => awslogs.data is not base64",
      })
  void brokenEventIsDescribed(String event, String problem) {
    byte[] bytes = event.replace('\'', '"').getBytes(ISO_8859_1);

    assertThat(problemOf(bytes)).isEqualTo(problem);
  }

  @Test
  void eventTruncatedAnywhereInsideItsDataIsRefused() {
    byte[] event = Payloads.envelope(CONTENT);
    int end = event.length - "\"}}".length();
    for (int length = 0; length <= end; length++) {
      byte[] truncated = Arrays.copyOf(event, length);
      assertThatThrownBy(() -> AwsLogsEnvelope.data(truncated)).isInstanceOf(DecodeException.class);
    }
  }

  @Test
  void invalidUtf8BeforeTheDataIsRefused() {
    byte[] event = "{\"é\":1,\"awslogs\":{\"data\":\"AAAA\"}}".getBytes(ISO_8859_1);

    assertThat(problemOf(event)).startsWith("event is not JSON: malformed at offset ");
  }

  @Test
  void nestingBeyondTheParsersLimitIsRefused() {
    String deep = "{\"x\":" + "[".repeat(2_000);

    assertThat(problemOf(deep.getBytes(UTF_8)))
        .startsWith("event exceeds a limit: Document nesting depth (1001)");
  }

  @Test
  void dataWithoutContentIsEmpty() throws DecodeException {
    byte[] event = Payloads.envelope(Base64.getDecoder().decode(""));

    assertThat(AwsLogsEnvelope.data(event)).isEmpty();
  }

  private static String problemOf(byte[] event) {
    try {
      AwsLogsEnvelope.data(event);
      return "nothing is wrong";
    } catch (DecodeException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
