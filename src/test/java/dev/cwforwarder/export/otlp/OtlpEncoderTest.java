package dev.cwforwarder.export.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.otlp.FieldOrder;
import dev.cwforwarder.testing.otlp.OfficialExporter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares the encoder with the official OpenTelemetry exporter, byte for byte, except for the
/// order of a log record's fields.
final class OtlpEncoderTest {
  private static final int ROUNDS = 400;
  private static final InstrumentationScopeInfo SCOPE =
      InstrumentationScopeInfo.builder("scope")
          .setVersion("1.2.3")
          .setSchemaUrl("https://schema.example/scope")
          .setAttributes(RandomLog.attributes(new Random(1), "of.scope"))
          .build();

  private final OtlpEncoder<LogRecordData, LogRecordData> encoder = OtlpEncoder.ofLogs();

  @Test
  void anyRecordsOfOneResourceAreEncodedAsOpenTelemetryDoes() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      Resource resource =
          Resource.create(
              RandomLog.attributes(random, "of.resource"),
              random.nextBoolean() ? "https://schema.example" : null);
      List<LogRecordData> records = logs(random, List.of(resource));

      assertThat(encoded(records)).as("seed %d", seed).isEqualTo(official(records));
    }
  }

  @Test
  void eachResourceIsEncodedOnceWhateverTheOrderOfItsRecords()
      throws InvalidProtocolBufferException {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<Resource> resources =
          IntStream.rangeClosed(0, random.nextInt(5))
              .mapToObj(
                  n ->
                      Resource.create(RandomLog.attributes(random, "of.resource")).toBuilder()
                          .put("number", n)
                          .build())
              .toList();
      List<LogRecordData> records = logs(random, resources);

      assertThat(resourceLogs(encoded(records)))
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(resourceLogs(OfficialExporter.encode(records)));
    }
  }

  @Test
  void resourcesAndRecordsKeepTheirOrder() throws InvalidProtocolBufferException {
    Resource first = Resource.getDefault();
    Resource second = Resource.empty();
    Random random = new Random(3);
    List<LogRecordData> records =
        List.of(
            RandomLog.of(random, first, SCOPE),
            RandomLog.of(random, second, SCOPE),
            RandomLog.of(random, first, SCOPE));

    List<ResourceLogs> arrived = resourceLogs(encoded(records));

    assertThat(arrived)
        .extracting(one -> one.getScopeLogs(0).getLogRecordsCount())
        .containsExactly(2, 1);
    assertThat(arrived.getFirst().getScopeLogs(0).getLogRecordsList())
        .extracting(log -> log.getTimeUnixNano())
        .containsExactly(
            records.get(0).getTimestampEpochNanos(), records.get(2).getTimestampEpochNanos());
  }

  @Test
  void consecutiveRecordsShareTheirScope() throws InvalidProtocolBufferException {
    InstrumentationScopeInfo other = InstrumentationScopeInfo.create("other");
    Random random = new Random(4);
    List<LogRecordData> records = new ArrayList<>();
    for (InstrumentationScopeInfo scope : List.of(SCOPE, SCOPE, other)) {
      records.add(RandomLog.of(random, Resource.getDefault(), scope));
    }

    ResourceLogs arrived = resourceLogs(encoded(records)).getFirst();

    assertThat(arrived.getScopeLogsList())
        .extracting(scope -> scope.getScope().getName() + " " + scope.getLogRecordsCount())
        .containsExactly("scope 2", "other 1");
  }

  @Test
  void moreNamesThanTheCacheHoldsAreEncodedCorrectly() {
    List<LogRecordData> records = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      records.addAll(Records.record("{\"name-" + i + "\":" + i + "}"));
    }

    for (LogRecordData log : records) {
      assertThat(encoded(List.of(log))).isEqualTo(official(List.of(log)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"\":1}",
        "{\"\":{\"\":\"\"}}",
        "{\"a\":[],\"b\":{},\"c\":null,\"d\":[[],{}],\"e\":\"\"}",
        "{\"\\ud83d\":\"\\ude00\",\"n\":-1,\"f\":1e400,\"g\":-0.0,\"t\":[true,1,\"x\"]}"
      })
  void unusualMessagesAreEncodedAsOpenTelemetryDoes(String message) {
    List<LogRecordData> record = Records.record(message);

    assertThat(encoded(record)).isEqualTo(official(record));
  }

  /// Anyone who can write a log event can choose such names.
  @Test
  void namesWithEqualHashesAreEncodedCorrectly() {
    for (int i = 0; i < 256; i++) {
      StringBuilder name = new StringBuilder();
      for (int bit = 0; bit < 8; bit++) {
        name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      List<LogRecordData> record = Records.record("{\"" + name + "\":" + i + "}");

      assertThat(encoded(record)).isEqualTo(official(record));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1_000})
  void aRequestOverTheLimitLeavesNoBytes(int count) {
    List<LogRecordData> large = Records.records(count);
    int limit = OfficialExporter.encode(large).length - 1;

    assertThat(encoder.encode(large, limit)).isGreaterThan(limit);
    assertThat(bytes()).isEmpty();
    assertThat(encoder.encode(large, limit + 1)).isEqualTo(limit + 1);
  }

  /// Also where the space reserved for a length is larger than necessary.
  @Test
  void atAnyLimitAllRecordsAreEncodedOrNone() {
    InstrumentationScopeInfo scope = InstrumentationScopeInfo.empty();
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<LogRecordData> records = new ArrayList<>();
      for (int i = random.nextInt(1, 5); i > 0; i--) {
        records.add(
            RandomLog.small(
                random, random.nextInt(3) == 0 ? Resource.getDefault() : Resource.empty(), scope));
      }
      byte[] all = encoded(records);
      for (int limit = 0; limit < all.length; limit++) {
        assertThat(encoder.encode(records, limit))
            .as("%d, seed %d", limit, seed)
            .isGreaterThan(limit);
        assertThat(bytes()).isEmpty();
      }
      assertThat(encoder.encode(records, all.length)).isEqualTo(all.length);
      assertThat(bytes()).isEqualTo(all);
    }
  }

  @Test
  void emptyValuesAreEncodedAsOpenTelemetryDoes() {
    for (Value<?> empty :
        List.of(
            Value.of(new KeyValue[0]),
            Value.of(List.of()),
            Value.of(""),
            Value.of(new byte[0]),
            Value.of(KeyValue.of("", Value.of(""))),
            Value.of(List.of(Value.of(new KeyValue[0]))),
            Value.of(KeyValue.of("k", Value.of(new KeyValue[0]))),
            Value.empty())) {
      List<LogRecordData> records =
          List.of(RandomLog.of(empty, Attributes.of(AttributeKey.valueKey("a"), empty)));

      assertThat(encoded(records)).as("%s", empty).isEqualTo(official(records));
    }
  }

  @Test
  void theMemoryOfAHugeRecordIsReleased() {
    int limit = 1024 * 1024;
    List<LogRecordData> huge = Records.record("x".repeat(8 * limit));

    assertThat(encoder.encode(huge, limit)).isGreaterThan(limit);

    assertThat(encoder.encoded().array()).hasSizeLessThanOrEqualTo(2 * limit);
    List<LogRecordData> usual = Records.records(3);
    assertThat(encoded(usual)).isEqualTo(official(usual));
  }

  @Test
  void valuesWithoutAnOtlpTypeAreErrors() {
    ValueWriter values = new ValueWriter(new ProtobufWriter(new ByteBlock(10)));

    assertThatThrownBy(() -> values.write(1, 'c'))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no OTLP type for class java.lang.Character");
  }

  private static List<LogRecordData> logs(Random random, List<Resource> resources) {
    List<LogRecordData> logs = new ArrayList<>();
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      logs.add(RandomLog.of(random, resources.get(random.nextInt(resources.size())), SCOPE));
    }
    return logs;
  }

  private static byte[] official(List<LogRecordData> records) {
    return FieldOrder.ofLogs(OfficialExporter.encode(records));
  }

  private byte[] encoded(List<LogRecordData> records) {
    encoder.encode(records, Integer.MAX_VALUE);
    return bytes();
  }

  private byte[] bytes() {
    return encoder.encoded().toByteArray();
  }

  private static List<ResourceLogs> resourceLogs(byte[] request)
      throws InvalidProtocolBufferException {
    return ExportLogsServiceRequest.parseFrom(request).getResourceLogsList();
  }
}
