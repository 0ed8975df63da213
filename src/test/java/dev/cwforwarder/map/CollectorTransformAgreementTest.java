package dev.cwforwarder.map;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.map.corpus.CollectorTransform;
import dev.cwforwarder.map.corpus.Comparison;
import dev.cwforwarder.map.corpus.Corpus;
import dev.cwforwarder.map.corpus.CorpusLine;
import dev.cwforwarder.map.corpus.Reading;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.otlp.Arrived;
import dev.cwforwarder.testing.otlp.CollectorProcess;
import dev.cwforwarder.testing.time.Waiting;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Compares a real collector, configured with the documented transform, with the model
/// [CollectorTransform], so that tests against the model are valid for the collector.
@Tag("collector")
final class CollectorTransformAgreementTest {
  private static final String KEY = "ingestion-key";
  private static final String UID = "log.record.uid";
  private static final List<CorpusLine> LINES = Corpus.lines();

  @Test
  void bareMessagesAreStoredAsTheModelPredicts() throws IOException, InterruptedException {
    Map<String, Arrived> arrived =
        sendAll(LINES.stream().map(l -> record(l.id(), l.message())).toList());

    for (CorpusLine line : LINES) {
      assertSame(
          line.id(), CollectorTransform.of(line.message()), requireNonNull(arrived.get(line.id())));
    }
  }

  @Test
  void recordsOfTheForwarderAreStoredAsTheModelPredicts() throws IOException, InterruptedException {
    Map<String, Arrived> arrived =
        sendAll(LINES.stream().map(line -> proto(mapped(line))).toList());

    for (CorpusLine line : LINES) {
      LogRecordData record = mapped(line);
      CollectorTransform.Stored stored =
          CollectorTransform.of(
              requireNonNull(record.getBodyValue()).asString(),
              Reading.of(line, record).attributes(),
              requireNonNullElse(record.getSeverityText(), ""));
      assertSame(line.id(), stored, requireNonNull(arrived.get(line.id())));
    }
  }

  private static void assertSame(String id, CollectorTransform.Stored model, Arrived arrived) {
    assertThat(arrived.record().getSeverityText()).as(id).isEqualTo(model.severityText());
    Map<String, Object> expected = new HashMap<>(model.attributes());
    Map<String, Object> actual = new HashMap<>();
    arrived.record().getAttributesList().forEach(a -> actual.put(a.getKey(), value(a.getValue())));
    expected.remove(UID);
    actual.remove(UID);
    assertThat(actual.keySet()).as(id).isEqualTo(expected.keySet());
    assertThat(actual)
        .as(id)
        .allSatisfy(
            (name, value) ->
                assertThat(value)
                    .matches(v -> Comparison.same(v, requireNonNull(expected.get(name)))));
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case VALUE_NOT_SET -> CollectorTransform.EMPTY;
      default -> throw new IllegalStateException(value.getValueCase().toString());
    };
  }

  /// Sends `records` and returns what the collector exported, by uid.
  private static Map<String, Arrived> sendAll(List<LogRecord> records)
      throws IOException, InterruptedException {
    try (CollectorProcess collector = CollectorProcess.start(KEY);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(collector.endpoint().resolve("/v1/logs"))
              .header("Authorization", KEY)
              .header("Content-Type", "application/x-protobuf")
              .POST(BodyPublishers.ofByteArray(request(records).toByteArray()))
              .build();
      assertThat(client.send(request, BodyHandlers.ofByteArray()).statusCode()).isEqualTo(200);
      Waiting.until(() -> collector.arrived().size() >= records.size(), () -> "records");
      Map<String, Arrived> byUid = new HashMap<>();
      collector.arrived().forEach(item -> byUid.put(item.uid(), item));
      return byUid;
    }
  }

  private static ExportLogsServiceRequest request(List<LogRecord> records) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(records)))
        .build();
  }

  private static LogRecordData mapped(CorpusLine line) {
    return Records.mapper().map(line.batch(), Instant.EPOCH).getLast();
  }

  private static LogRecord record(String uid, String body) {
    return LogRecord.newBuilder()
        .setBody(anyValue(body))
        .addAttributes(KeyValue.newBuilder().setKey(UID).setValue(anyValue(uid)))
        .build();
  }

  private static LogRecord proto(LogRecordData record) {
    LogRecord.Builder proto =
        LogRecord.newBuilder()
            .setBody(anyValue(requireNonNull(record.getBodyValue()).asString()))
            .setSeverityNumberValue(record.getSeverity().getSeverityNumber())
            .setSeverityText(requireNonNullElse(record.getSeverityText(), ""));
    record
        .getAttributes()
        .forEach(
            (key, value) ->
                proto.addAttributes(
                    KeyValue.newBuilder().setKey(key.getKey()).setValue(anyValue(value))));
    return proto.build();
  }

  private static AnyValue anyValue(Object value) {
    AnyValue.Builder anyValue = AnyValue.newBuilder();
    return switch (value) {
      case Long number -> anyValue.setIntValue(number).build();
      case Double number -> anyValue.setDoubleValue(number).build();
      case Boolean bool -> anyValue.setBoolValue(bool).build();
      default -> anyValue.setStringValue(value.toString()).build();
    };
  }
}
