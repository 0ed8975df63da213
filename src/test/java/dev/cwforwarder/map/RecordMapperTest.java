package dev.cwforwarder.map;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.map.content.ContentOptions;
import dev.cwforwarder.map.content.ContentReader;
import dev.cwforwarder.map.content.RecordKeys;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.testing.Payloads;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordMapperTest {
  private static final Instant OBSERVED = Instant.parse("2026-01-01T00:00:00.123456789Z");
  private static final InstrumentationScopeInfo SCOPE =
      InstrumentationScopeInfo.builder("scope").setVersion("1").build();
  private static final RecordMapper MAPPER =
      new RecordMapper(
          new ResourceMapper(Map.of(), ""), new ContentReader(ContentOptions.DEFAULT), SCOPE);

  @Test
  void eventBecomesARecord() {
    LogRecordData record = only(new LogEvent("the-id", 1_764_000_000_123L, "text"));

    assertThat(record.getTimestampEpochNanos()).isEqualTo(1_764_000_000_123_000_000L);
    assertThat(record.getObservedTimestampEpochNanos()).isEqualTo(1_767_225_600_123_456_789L);
    assertThat(requireNonNull(record.getBodyValue()).asString()).isEqualTo("text");
    assertThat(record.getAttributes())
        .isEqualTo(Attributes.of(stringKey("log.record.uid"), "the-id"));
    assertThat(record.getInstrumentationScopeInfo()).isSameAs(SCOPE);
    assertThat(record.getSeverity()).isEqualTo(Severity.UNDEFINED_SEVERITY_NUMBER);
    assertThat(record.getSeverityText()).isNull();
    assertThat(record.getSpanContext().isValid()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        Long.MIN_VALUE,
        -1,
        4_102_444_800_000L, // 2100-01-01T00:00:00Z
        9_223_372_036_854L, // the last one that nanoseconds can express
        9_223_372_036_855L,
        253_402_300_799_999L,
        1_764_000_000_123_456L, // microseconds
        Long.MAX_VALUE
      })
  void timeThatARecordCannotHaveBecomesTheTimeOfArrival(long millis) {
    LogRecordData logRecord = only(new LogEvent("the-id", millis, "text"));

    assertThat(logRecord.getTimestampEpochNanos())
        .isEqualTo(logRecord.getObservedTimestampEpochNanos())
        .isEqualTo(1_767_225_600_123_456_789L);
    assertThat(logRecord.getAttributes().get(longKey("cloudwatch.event.timestamp")))
        .isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4_102_444_799_999L})
  void timeFrom1970To2100IsKept(long millis) {
    LogRecordData logRecord = only(new LogEvent("the-id", millis, "text"));

    assertThat(logRecord.getTimestampEpochNanos()).isEqualTo(millis * 1_000_000);
    assertThat(logRecord.getAttributes())
        .isEqualTo(Attributes.of(stringKey("log.record.uid"), "the-id"));
  }

  @Test
  void recordsAreInTheOrderOfTheEvents() {
    assertThat(MAPPER.map(new LogBatch(Payloads.SOURCE, Payloads.events(1_000)), OBSERVED))
        .extracting(record -> record.getAttributes().get(RecordKeys.UID))
        .isEqualTo(Payloads.uids(1_000));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "a, a",
        "a~, a",
        "a^~, a",
        "a~~, a",
        "a^~^~, a",
        "a^, a",
        "~, \"\"",
        "^~, \"\"",
        "\"\", \"\"",
        "~a, ~a",
        "a~b~, a~b"
      })
  void trailingLineBreaksAreRemoved(String message, String body) {
    LogRecordData record = only(new LogEvent("i", 0, lineBreaks(message)));

    assertThat(requireNonNull(record.getBodyValue()).asString()).isEqualTo(lineBreaks(body));
  }

  @Test
  void recordsOfOneSourceShareTheirResource() {
    List<LogRecordData> records =
        MAPPER.map(new LogBatch(Payloads.SOURCE, Payloads.events(3)), OBSERVED);

    assertThat(records)
        .extracting(LogRecordData::getResource)
        .allMatch(resource -> isSame(resource, records.getFirst().getResource()));
  }

  @Test
  void originOfAnEventTakesPrecedenceOverThatOfThePayload() {
    LogEvent event =
        new LogEvent(
            "i", 0, "m", Map.of("@aws.account", "999999999999", "@aws.region", "us-east-1"));

    Resource resource = only(event).getResource();

    assertThat(resource.getAttribute(ResourceKeys.CLOUD_ACCOUNT_ID)).isEqualTo("999999999999");
    assertThat(resource.getAttribute(ResourceKeys.CLOUD_REGION)).isEqualTo("us-east-1");
    assertThat(resource.getAttribute(ResourceKeys.AWS_REGION)).isEqualTo("us-east-1");
    assertThat(resource.getAttribute(ResourceKeys.LOG_GROUP)).isEqualTo("/app/web");
  }

  @Test
  void recordsOfOneOriginShareTheirResource() {
    Map<String, String> elsewhere = Map.of("@aws.region", "us-east-1");
    Map<String, String> spelledOut = Map.of("@aws.region", Payloads.SOURCE.region());
    List<LogRecordData> records =
        MAPPER.map(
            new LogBatch(
                Payloads.SOURCE,
                List.of(
                    new LogEvent("0", 0, "m", elsewhere),
                    new LogEvent("1", 0, "m"),
                    new LogEvent("2", 0, "m", elsewhere),
                    new LogEvent("3", 0, "m", spelledOut))),
            OBSERVED);

    assertThat(records.get(0).getResource()).isSameAs(records.get(2).getResource());
    assertThat(records.get(1).getResource()).isSameAs(records.get(3).getResource());
    assertThat(records.get(0).getResource()).isNotEqualTo(records.get(1).getResource());
  }

  @Test
  void otherExtractedFieldsBecomeAttributes() {
    LogEvent event =
        new LogEvent(
            "the-id",
            0,
            "m",
            Map.of("@aws.region", "r", "@source.log", "/app", "$status", "500", "empty", ""));

    assertThat(only(event).getAttributes())
        .isEqualTo(
            Attributes.of(
                stringKey("@source.log"),
                "/app",
                stringKey("$status"),
                "500",
                stringKey("empty"),
                "",
                RecordKeys.UID,
                "the-id"));
  }

  @Test
  void extractedFieldCannotReplaceTheUid() {
    LogEvent event = new LogEvent("the-id", 0, "m", Map.of("log.record.uid", "another"));

    assertThat(only(event).getAttributes().asMap())
        .isEqualTo(
            Map.<AttributeKey<?>, Object>of(
                RecordKeys.UID, "the-id", stringKey("original.log.record.uid"), "another"));
  }

  @Test
  void originOfAnEventWithoutSystemFieldsIsTheSource() {
    assertThat(RecordMapper.origin(Payloads.SOURCE, Payloads.event(0))).isSameAs(Payloads.SOURCE);
  }

  @Test
  void originOverridesOnlyTheFieldsOfTheEvent() {
    LogEvent event = new LogEvent("i", 0, "m", Map.of("@aws.account", "999999999999", "x", "y"));

    assertThat(RecordMapper.origin(Payloads.SOURCE, event))
        .isEqualTo(new LogSource("999999999999", "eu-central-1", "/app/web", "web-1"));
  }

  @Test
  void emptyBatchHasNoRecords() {
    assertThat(MAPPER.map(new LogBatch(Payloads.SOURCE, List.of()), OBSERVED)).isEmpty();
  }

  private static LogRecordData only(LogEvent event) {
    return MAPPER.map(new LogBatch(Payloads.SOURCE, List.of(event)), OBSERVED).getFirst();
  }

  /// `~` stands for a line feed, `^` for a carriage return.
  private static String lineBreaks(String text) {
    return text.replace('~', '\n').replace('^', '\r');
  }

  @SuppressWarnings("ReferenceEquality") // the encoder groups by identity
  private static boolean isSame(Resource a, Resource b) {
    return a == b;
  }
}
