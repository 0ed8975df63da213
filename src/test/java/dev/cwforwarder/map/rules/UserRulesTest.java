package dev.cwforwarder.map.rules;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.testing.Records;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UserRulesTest {
  private static final Redaction EMAIL = Preset.EMAIL.redaction();

  @Test
  void firstFilterThatMatchesDecides() {
    RecordRules.Ruled<LogRecordData> ruled =
        apply(
            List.of("keep health", "health", "other"),
            new Filter("first", 100).body("keep"),
            new Filter("second", 0).body("health"),
            new Filter("third", 0).body("health"));

    assertThat(ruled.dropped()).isEqualTo(Map.of("second", 1));
    assertThat(ruled.batch().events())
        .extracting(LogEvent::message)
        .containsExactly("keep health", "other");
    assertThat(ruled.records())
        .extracting(LogRecordData::getBodyValue)
        .extracting(Value::asString)
        .containsExactly("keep health", "other");
  }

  @ParameterizedTest
  @CsvSource({
    "/aws/lambda/orders, '', true",
    "'/aws/lambda/.*', str.*, true",
    "lambda, '', false",
    "'', str, false",
    "'', '', true"
  })
  void wholeGroupAndStreamNamesAreMatched(String group, String stream, boolean matches) {
    assertThat(apply(List.of("m"), new Filter("f", 0).source(group, stream)).records())
        .hasSize(matches ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({
    "DEBUG, 9, 0, true",
    "INFO, 9, 0, false",
    "DEBUG4, 9, 0, true",
    "UNDEFINED_SEVERITY_NUMBER, 9, 0, false",
    "UNDEFINED_SEVERITY_NUMBER, 0, 0, true",
    "WARN, 0, 17, false",
    "ERROR, 0, 17, true",
    "WARN, 17, 13, true"
  })
  void severityLimitsAreApplied(Severity severity, int below, int atLeast, boolean matches) {
    LogRecordData any = record(Value.of("m"), Attributes.empty());
    LogRecordData logRecord =
        (LogRecordData)
            Proxy.newProxyInstance(
                LogRecordData.class.getClassLoader(),
                new Class<?>[] {LogRecordData.class},
                (_, method, given) ->
                    method.getName().equals("getSeverity") ? severity : method.invoke(any, given));

    assertThat(new Filter("f", 0).severity(below, atLeast).matches(logRecord, "m"))
        .isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({"level, info", "trace_id, 0af7651916cd43dd8448eb211c80319c", "errorType, E"})
  void fieldThatTheRecordStatesElsewhereIsMatched(String name, String value) {
    LogRecordData logRecord =
        Records.record(
                "{\"level\":\"info\",\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\","
                    + "\"errorType\":\"E\",\"errorMessage\":\"no\"}")
            .getFirst();

    assertThat(logRecord.getAttributes().asMap()).doesNotContainKey(stringKey(name));
    assertThat(new Filter("f", 0).attribute(name, value).matches(logRecord, "m")).isTrue();
    assertThat(new Filter("f", 0).attribute(name, "other").matches(logRecord, "m")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"/health, true", "/heal, false", "/health/x, false"})
  void wholeAttributeIsMatched(String value, boolean matches) {
    LogRecordData logRecord = record(Value.of("m"), Attributes.of(stringKey("http.route"), value));

    assertThat(new Filter("f", 0).attribute("http.route", "/health").matches(logRecord, "m"))
        .isEqualTo(matches);
    assertThat(new Filter("f", 0).attribute("other", ".*").matches(logRecord, "m")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0.5", "5", "50", "99"})
  void sampleHasTheConfiguredSizeAndIsDeterministic(double percent) {
    Filter filter = new Filter("f", percent);
    int events = 100_000;
    List<String> uids =
        IntStream.range(0, events).mapToObj("3961396139613961396139%034d"::formatted).toList();

    Set<String> kept = new TreeSet<>();
    uids.stream().filter(filter::keeps).forEach(kept::add);
    assertThat((double) kept.size())
        .isBetween(events / 100.0 * percent - 700, events / 100.0 * percent + 700);
    Filter again = new Filter("another", percent);
    assertThat(uids).allSatisfy(uid -> assertThat(again.keeps(uid)).isEqualTo(kept.contains(uid)));
  }

  @Test
  void bodyAndAttributesOfAllTypesAreRedactedAndCounted() {
    LogRecordData logRecord =
        record(
            Value.of(
                KeyValue.of("to", Value.of(Value.of("a@b.example"), Value.of(1))),
                KeyValue.of("n", Value.of(1))),
            Attributes.builder()
                .put(stringKey("user"), "c@d.example")
                .put(stringArrayKey("users"), List.of("x", "e@f.example"))
                .put(longKey("card"), 4111111111111111L)
                .put(longKey("time"), 1767225600000000000L)
                .put(stringKey("log.record.uid"), "g@h.example")
                .build());

    RecordRules.Ruled<LogRecordData> ruled =
        new UserRules(List.of(), List.of(EMAIL, Preset.CREDIT_CARD.redaction()))
            .apply(Records.batch(1), List.of(logRecord));

    LogRecordData redacted = ruled.records().getFirst();
    assertThat(String.valueOf(redacted.getBodyValue()))
        .contains("[redacted:email]")
        .doesNotContain("@");
    assertThat(redacted.getAttributes())
        .isEqualTo(
            Attributes.builder()
                .put(stringKey("user"), "[redacted:email]")
                .put(stringArrayKey("users"), List.of("x", "[redacted:email]"))
                .put(stringKey("card"), "[redacted:credit-card]")
                .put(longKey("time"), 1767225600000000000L)
                .put(stringKey("log.record.uid"), "g@h.example")
                .build());
    assertThat(ruled.redacted()).isEqualTo(Map.of("email", 3, "credit-card", 1));
  }

  /// ClickStack's collector parses an object on one line of the body, too.
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "secret=(\\w+), \"\", {'q':'secret=abcdefgh','log.abcdefghrecord.uid':'x'}",
        "secret=(\\w+), \"\", {'q':'secret=abcdefgh','cloudabcdefghwatch.x':'x'}",
        "xyz, \"\", {'log.xyzrecord.uid':'x'}",
        "xyz, \"\", got {'log.xyzrecord.uid':'x'} from peer",
        "xyz, record, {'log.xyz.joined_uids':'x'}",
        "xyz, watch.x, {'cloudxyz':'x'}",
        "xyz, .x, {'cloudwatchxyz':'x'}"
      })
  void replacementFormsNoReservedName(String expression, String replacement, String message) {
    LogRecordData redacted =
        new UserRules(List.of(), List.of(Redaction.of("r", expression, replacement)))
            .apply(Records.batch(1), Records.record(message.replace('\'', '"')))
            .records()
            .getFirst();

    assertThat(redacted.getAttributes().get(stringKey("log.record.uid"))).isEqualTo("id-0");
    assertThat(redacted.getAttributes().asMap().keySet())
        .extracting(AttributeKey::getKey)
        .noneMatch(name -> name.startsWith("cloudwatch."));
    assertThat(String.valueOf(redacted.getBodyValue())).contains("{\n");
  }

  @Test
  void recordWithoutAMatchRemainsTheSameInstance() {
    LogRecordData logRecord = record(Value.of("m"), Attributes.of(stringKey("a"), "b"));

    assertThat(
            new UserRules(List.of(), List.of(EMAIL))
                .apply(Records.batch(1), List.of(logRecord))
                .records()
                .getFirst())
        .isSameAs(logRecord);
  }

  @Test
  void eventIsRedactedForTheFailureBucket() {
    RecordRules rules = new UserRules(List.of(), List.of(EMAIL));

    assertThat(
            rules.forStore(
                new LogEvent("a@b.example", 1, "x c@d.example", Map.of("f", "e@f.example"))))
        .containsExactly(
            new LogEvent("a@b.example", 1, "x [redacted:email]", Map.of("f", "[redacted:email]")));
    LogEvent clean = new LogEvent("i", 1, "m");
    assertThat(rules.forStore(clean).getFirst()).isSameAs(clean);
  }

  private static LogRecordData record(Value<?> body, Attributes attributes) {
    return new RedactedRecord(Records.records(1).getFirst(), body, attributes);
  }

  private static RecordRules.Ruled<LogRecordData> apply(List<String> messages, Filter... filters) {
    LogBatch batch = Records.batch(messages);
    return new UserRules(List.of(filters), List.of())
        .apply(batch, Records.mapper().map(batch, Instant.EPOCH));
  }
}
