package dev.cwforwarder.map.rules;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.map.lines.EventJoiner;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.testing.Records;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a rule finds in the decoded value is in no form in what is sent or stored.
final class RedactionReachTest {
  private static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final RecordRules ALL =
      new UserRules(List.of(), Stream.of(Preset.values()).map(Preset::redaction).toList());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'secretAccessKey':'wJalrXUtnFEMI\\/K7MDENG\\/bPxRfiCYEXAMPLEKEY'}",
        "{'secret\\u0041ccessKey':'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'}",
        "{'secretAccessKey':['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY']}",
        "{'secret_access':{'key':'wJalrXUtnFEMI\\/K7MDENG\\/bPxRfiCYEXAMPLEKEY'}}",
        "{'a':'secretKey\\u003dwJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY','b':"
            + "'wJalrXUtnFEMI\\/K7MDENG\\/bPxRfiCYEXAMPLEKEY'}",
        "{'h':'Bearer wJalrXUtnFEMI\\/K7MDENG\\/bPxRfiCYEXAMPLEKEY'}",
        "{'h':'Bearer\\u0020wJalrXUtnFEMI\\/K7MDENG\\/bPxRfiCYEXAMPLEKEY'}",
        "time=1 level=info key=secretKey='wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'",
        "GET /?secretKey%3DwJalrXUtnFEMI%2FK7MDENG%2FbPxRfiCYEXAMPLEKEY HTTP/1.1"
      })
  void secretIsRedactedHoweverItIsEscaped(String message) {
    assertNoForm(List.of(message.replace('\'', '"')), ALL, SECRET_KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'to':'jane\\u0040example.org'}",
        "{'jane\\u0040example.org':1}",
        "{'msg':'{\\'to\\':\\'jane\\\\u0040example.org\\'}','level':'info'}",
        "to=jane%40example.org",
        "to=jane%2540example.org",
        "to jane&#64;example.org or jane&#x40;example.org",
        "to jane\\x40example.org or jane\\u{40}example.org or jane\\100example.org",
        "{'payload':'amFuZUBleGFtcGxlLm9yZw=='}",
        "GET /users/amFuZUBleGFtcGxlLm9yZw/orders",
        "{'payload':'eyJ0byI6ImphbmVAZXhhbXBsZS5vcmcifQ'}"
      })
  void addressIsRedactedHoweverItIsEscaped(String message) {
    assertNoForm(List.of(message.replace('\'', '"')), ALL, "jane@example.org");
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void nothingThatAPresetFindsIsSentOrStored(Preset preset) {
    RecordRules rules = new UserRules(List.of(), List.of(preset.redaction()));
    for (int seed = 0; seed < 300; seed++) {
      RedactionForms forms = new RedactionForms(preset, new Random(seed));
      for (List<String> messages : forms.all()) {
        assertNoForm(messages, rules, forms.secret());
      }
    }
  }

  static Stream<Arguments> userRules() {
    return Stream.of(
        Arguments.of("^cust-\\d{6}$", "{\"id\":\"cust-12345\\u0036\"}", "cust-123456"),
        Arguments.of("pin=(\\d{4})", "{\"q\":\"pin\\u003d4711\",\"pin\":4711}", "4711"),
        Arguments.of("name=\"([^\"]+)\"", "time=1 level=info q=\"name=\\\"J D\\\"\"", "J D"),
        Arguments.of("code=(\\S+)", "{\"q\":\"code\\u003d%41b\\/cdefgh\"}", "%41b/cdefgh"),
        Arguments.of("K.ln", "city=K%C3%B6ln", "Köln"));
  }

  @ParameterizedTest
  @MethodSource("userRules")
  void userRuleReachesEscapedValues(String expression, String message, String secret) {
    RecordRules rules = new UserRules(List.of(), List.of(Redaction.of("r", expression, "***")));

    assertNoForm(List.of(message), rules, secret);
  }

  @Test
  void valueThatIsTruncatedInAnAttributeIsRedactedThereToo() {
    String text = "x".repeat(32_768 - 20) + " +secretKey=" + SECRET_KEY;
    LogRecordData logRecord = sent(List.of("{\"a\":\"" + text + "\"}"), ALL).getFirst();

    assertThat(logRecord.getAttributes().toString()).doesNotContain("wJal");
    assertThat(String.valueOf(logRecord.getBodyValue())).doesNotContain("wJal");
  }

  @Test
  void redactedJsonRemainsValid() {
    LogRecordData logRecord =
        sent(List.of("{\"a\":\"x\\njane\\u0040b.example\\n\"}"), ALL).getFirst();

    assertThat(body(logRecord)).isEqualTo("{\"a\":\"x\\n[redacted:email]\\n\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\",
        "\\u0040",
        "\\\\\\/",
        "%25",
        "&#38;",
        "a@",
        "a@b.example ",
        "\\u0061@b.example ",
        "amFuZUBleGFtcGxlLm9yZw== ",
        "amFuZUBleGFtcGxlLm9yZw",
        "secretKey=\\/",
        "bearer \\u0041",
        "1.2.3.4 ",
        "::1 ",
        "1.2.3.4 a@ ::1 +49 AB12 \\\\\\\\u0041%2541 bearer secretKey=",
        "eyJ.eyJ%20",
        "4111\\u0020",
        "AB12 ",
        "DE89 3704 0044 0532 0130 01 ",
        "4111 1111 1111 1112 ",
        "4 ",
        "41111111111111111",
        "-----BEGIN PRIVATE KEY-----",
        "+4\\u0039",
        "eyJ\\/"
      })
  void hostileMegabyteIsRedactedInLinearTime(String part) {
    LogEvent hostile = new LogEvent("id", 1, part.repeat(1_000_000 / part.length()));
    LogBatch batch = new LogBatch(Records.SOURCE, List.of(hostile));
    List<LogRecordData> records = Records.mapper().map(batch, Instant.EPOCH);

    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    ALL.apply(batch, records);
    Duration cpu = Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);
    assertThat(cpu).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void manyDifferentValuesAreRedactedInLinearTime() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < 30_000; i++) {
      text.append("\"k").append(i).append("\":\"u").append(i).append("\\u0040b.example\",");
    }
    LogRecordData logRecord = sent(List.of(text.append("\"z\":1}").toString()), ALL).getFirst();

    assertThat(body(logRecord)).doesNotContain("b.example");
    assertThat(logRecord.getAttributes().toString()).doesNotContain("b.example");
  }

  private static List<LogRecordData> sent(List<String> messages, RecordRules rules) {
    LogBatch batch = joined(messages);
    return rules.apply(batch, Records.mapper().map(batch, Instant.EPOCH)).records();
  }

  private static String body(LogRecordData logRecord) {
    return requireNonNull(logRecord.getBodyValue()).asString();
  }

  private static LogBatch joined(List<String> messages) {
    return new EventJoiner(() -> _ -> true, 1 << 23).join(Records.batch(messages));
  }

  private static void assertNoForm(List<String> messages, RecordRules rules, String secret) {
    List<String> texts = new ArrayList<>();
    for (LogRecordData logRecord : sent(messages, rules)) {
      texts.add(body(logRecord));
      logRecord
          .getAttributes()
          .forEach((key, value) -> texts.addAll(List.of(key.getKey(), String.valueOf(value))));
    }
    for (LogEvent event : joined(messages).events()) {
      rules.forStore(event).forEach(stored -> texts.add(stored.message()));
    }
    assertThat(texts)
        .as("%s", messages)
        .allSatisfy(
            text ->
                assertThat(RedactionForms.decodedForms(text))
                    .noneMatch(form -> form.contains(secret)));
  }
}
