package dev.cwforwarder.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.decode.DiscardedBatch;
import dev.cwforwarder.decode.KinesisRecord;
import dev.cwforwarder.decode.OnFailureRecord;
import dev.cwforwarder.decode.StoredDocument;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.store.DocumentFormat;
import dev.cwforwarder.store.DocumentKey;
import dev.cwforwarder.store.FailureDocument;
import dev.cwforwarder.testing.BucketDocument;
import dev.cwforwarder.testing.InMemoryBucket;
import dev.cwforwarder.testing.StoredForms;
import dev.cwforwarder.testing.time.ManualClock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Reads objects of the failure bucket that an earlier version or Lambda has written, and checks
/// that documents are still written in the same form.
final class StoredObjectsTest {
  private static final int MAX_INFLATED_BYTES = 1 << 20;
  private static final Instant TIME = Instant.parse("2026-01-05T10:01:30.250Z");
  private static final LogSource SOURCE =
      new LogSource("123456789012", "eu-west-1", "/aws/lambda/orders", "2026/01/05/[$LATEST]ab");
  private static final LogEvent PLAIN =
      new LogEvent(
          "39512345678901234567890123456789012345678901234567890001",
          1_767_607_200_000L,
          "plain \"text\" é世\t\n");
  private static final LogEvent RICH =
      new LogEvent(
          "39512345678901234567890123456789012345678901234567890002",
          1_767_607_200_001L,
          "half \ud83d of a pair",
          Map.of("@aws.account", "123456789012", "@aws.region", "eu-west-1"));

  private static ObjectContent read(Folder folder, String name) throws Exception {
    return new ObjectReader("us-east-1", MAX_INFLATED_BYTES)
        .read(folder, StoredForms.gzipped(name));
  }

  private static void assertWritten(String name, FailureDocument document) {
    String key = DocumentKey.of(document, "forwarder");

    assertThat(key).isEqualTo(StoredForms.text(name + ".key.txt"));
    StoredForms.assertSame(
        name + ".json",
        BucketDocument.of(key, DocumentFormat.gzippedJson(document)).json().toString());
  }

  private static void assertEventsAreWritten(
      String name, FailureDocument.Kind kind, String reason, int httpStatus, ObjectContent content)
      throws DecodeException {
    LogBatch batch = batches(content).getFirst();
    assertWritten(
        name,
        new FailureDocument.Events(kind, reason, httpStatus, TIME, batch.source(), batch.events()));
  }

  @Test
  void aRefusedRecordIsReadFromQuarantine() throws Exception {
    ObjectContent content = read(Folder.QUARANTINE, "failure/quarantine-refused.json");

    assertThat(content.reason()).isEqualTo("HTTP 400: invalid log record");
    assertThat(batches(content)).containsExactly(new LogBatch(SOURCE, List.of(PLAIN, RICH)));
    assertEventsAreWritten(
        "failure/quarantine-refused",
        FailureDocument.Kind.QUARANTINE,
        content.reason(),
        400,
        content);
  }

  @Test
  void aRecordThatIsTooLargeIsReadFromQuarantine() throws Exception {
    ObjectContent content = read(Folder.QUARANTINE, "failure/quarantine-too-large.json");

    assertThat(content.reason()).contains("MAX_REQUEST_BYTES");
    assertThat(batches(content)).containsExactly(new LogBatch(SOURCE, List.of(PLAIN)));
    assertEventsAreWritten(
        "failure/quarantine-too-large",
        FailureDocument.Kind.QUARANTINE,
        "encoded, they are more than one request may hold (MAX_REQUEST_BYTES)",
        0,
        content);
  }

  @Test
  void aPartlyRejectedRequestIsRead() throws Exception {
    ObjectContent content = read(Folder.REJECTED, "failure/rejected.json");

    assertThat(content.reason()).isEqualTo("partial success: 1 record is too old");
    assertThat(batches(content)).containsExactly(new LogBatch(SOURCE, List.of(PLAIN, RICH)));
    assertEventsAreWritten(
        "failure/rejected", FailureDocument.Kind.REJECTED, content.reason(), 200, content);
  }

  @Test
  void anUndecodableEventOfTheSubscriptionIsRead() throws Exception {
    ObjectContent content = read(Folder.UNDECODABLE, "failure/undecodable-push.json");

    assertThat(content.reason()).isEqualTo("not decodable: payload is larger than 10485760 bytes");
    assertEvent("us-east-1", content);
    assertInputIsWritten("failure/undecodable-push", content.reason(), "{\"awslogs\":{\"data\":\"");
  }

  @Test
  void anUndecodableRecordOfKinesisIsRead() throws Exception {
    ObjectContent content = read(Folder.UNDECODABLE, "failure/undecodable-kinesis.json");

    assertThat(content.reason()).isEqualTo("not decodable: payload is no gzip");
    assertEvent("us-east-1", content);
    assertInputIsWritten(
        "failure/undecodable-kinesis", content.reason(), "{\"Records\":[{\"kinesis\":{");
  }

  @Test
  void stillUndecodableInputIsStoredByteForByte() throws Exception {
    assertThatThrownBy(() -> read(Folder.UNDECODABLE, "failure/undecodable-still.json"))
        .isInstanceOf(DecodeException.class);
    assertInputIsWritten("failure/undecodable-still", "event is not JSON", "{\"awslogs\":");
  }

  private static void assertInputIsWritten(String name, String reason, String start)
      throws DecodeException {
    StoredDocument stored =
        StoredDocument.read(StoredForms.gzipped(name + ".json"), MAX_INFLATED_BYTES);
    byte[] input = requireNonNull(stored.input());

    assertThat(stored.reason()).isEqualTo(reason);
    assertThat(new String(input, UTF_8)).startsWith(start);
    assertWritten(name, new FailureDocument.RawInput(stored.reason(), TIME, input));
  }

  private static List<LogBatch> batches(ObjectContent content) throws DecodeException {
    assertThat(content.payloads()).hasSize(1);
    return content.payloads().getFirst().decode();
  }

  private static void assertEvent(String region, ObjectContent content) throws DecodeException {
    assertThat(batches(content))
        .containsExactly(
            new LogBatch(
                new LogSource(SOURCE.account(), region, SOURCE.logGroup(), SOURCE.logStream()),
                List.of(PLAIN)));
  }

  @Test
  void anEventThatLambdaDiscardedIsRead() throws Exception {
    OnFailureRecord record = OnFailureRecord.read(StoredForms.bytes("on-failure/event.json"));
    ObjectContent content =
        new ObjectReader("us-east-1", MAX_INFLATED_BYTES)
            .read(Folder.UNDELIVERED, StoredForms.bytes("on-failure/event.json"));

    assertThat(record.condition()).isEqualTo("RetriesExhausted");
    assertThat(record.region()).isEqualTo("eu-central-1");
    assertThat(content.reason()).isEqualTo("RetriesExhausted");
    assertEvent("eu-central-1", content);
  }

  @Test
  void aBatchThatLambdaDiscardedIsRead() throws Exception {
    byte[] object = StoredForms.bytes("on-failure/kinesis-batch.json");
    DiscardedBatch batch = DiscardedBatch.read(object);
    ObjectContent content =
        new ObjectReader("us-east-1", MAX_INFLATED_BYTES).read(Folder.BATCHES, object);

    assertThat(batch.condition()).isEqualTo("RetryAttemptsExhausted");
    assertThat(batch.region()).isEqualTo("eu-west-1");
    assertThat(batch.records())
        .extracting(record -> record.sequenceNumber())
        .containsExactly(
            "49545115243490985018280067714973144582180062593244000000",
            "49545115243490985018280067714973144582180062593244000001");
    assertThat(content.reason()).isEqualTo("RetryAttemptsExhausted");
    assertThat(content.payloads().getFirst().decode())
        .containsExactly(new LogBatch(SOURCE, List.of(PLAIN)));
    assertThat(content.payloads()).hasSize(2);
    assertThatThrownBy(content.payloads().getLast()::decode).isInstanceOf(DecodeException.class);
    assertThat(
            new String(
                KinesisRecord.asEvent(
                    List.of(requireNonNull(content.payloads().getLast().record()))),
                UTF_8))
        .startsWith("{\"Records\":[{\"kinesis\":{")
        .contains("\"data\":\"bm8gbG9nIGRhdGE=\"");
  }

  @Test
  void labelsAndPrefixesOfFoldersAreUnchanged() {
    assertThat(Arrays.stream(Folder.values()))
        .extracting(folder -> folder.label() + " " + folder.prefix())
        .containsExactlyElementsOf(StoredForms.lines("spellings/folder.txt"));
    assertThat(Folder.of("undelivered")).isEqualTo(Folder.UNDELIVERED);
    assertThat(Folder.containing(StoredForms.text("failure/rejected.key.txt")))
        .contains(Folder.REJECTED);
    assertThat(Folder.containing(StoredForms.text("failure/quarantine-refused.key.txt")))
        .contains(Folder.QUARANTINE);
    assertThat(Folder.containing(StoredForms.text("failure/undecodable-push.key.txt")))
        .contains(Folder.UNDECODABLE);
    assertThat(Folder.containing("aws/lambda/async/forwarder/2026/01/01/x"))
        .contains(Folder.UNDELIVERED);
    assertThat(Folder.containing("aws/lambda/uuid/shardId-000000000006/2026/01/01/x"))
        .contains(Folder.BATCHES);
  }

  @Test
  void theLeaseIsReadAndWrittenUnchanged() throws Exception {
    InMemoryBucket bucket = new InMemoryBucket(new ManualClock());
    bucket.put("replay/lease.json", StoredForms.bytes("replay/lease.json"));
    assertThat(Lease.acquire(bucket, "run-7")).isEmpty();
    bucket.remove("replay/lease.json");

    Lease lease = Lease.acquire(bucket, "run-7").orElseThrow();
    assertThat(lease.renew()).isTrue();

    StoredForms.assertSame(
        "replay/lease.json", new String(bucket.content("replay/lease.json"), UTF_8));
    lease.release();
    assertThat(bucket.keys()).isEmpty();
  }
}
