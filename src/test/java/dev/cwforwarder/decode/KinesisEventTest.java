package dev.cwforwarder.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.aws.KinesisEvents;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KinesisEventTest {
  private static final int CAP = 1 << 20;

  private final SubscriptionDecoder decoder = new SubscriptionDecoder("eu-central-1", CAP);

  @Test
  void recordsAreInShardOrder() throws Exception {
    byte[] event = KinesisEvents.event(data(0), data(1), data(2));

    List<KinesisRecord> records = KinesisEvent.records(event);

    assertThat(records)
        .extracting(KinesisRecord::sequenceNumber)
        .containsExactly(
            KinesisEvents.sequenceNumber(0),
            KinesisEvents.sequenceNumber(1),
            KinesisEvents.sequenceNumber(2));
    assertThat(records.get(1).data()).isEqualTo(data(1));
  }

  @Test
  void aRecordIsStoredByteForByteAsAnEventOfItsOwn() throws Exception {
    byte[] event = KinesisEvents.event(data(0), "no gzip".getBytes(UTF_8), data(2));

    byte[] alone = KinesisRecord.asEvent(KinesisEvent.records(event).subList(1, 2));

    assertThat(KinesisEvent.records(alone)).hasSize(1);
    assertThat(new String(alone, UTF_8))
        .isEqualTo("{\"Records\":[" + KinesisEvents.record(1, "no gzip".getBytes(UTF_8)) + "]}");
  }

  @Test
  void aRecordWithoutBase64DoesNotAffectOthers() throws Exception {
    String event = new String(KinesisEvents.event(data(0), data(1)), UTF_8);
    byte[] damaged = event.replaceFirst("H4sI", "%%%%").getBytes(UTF_8);

    List<KinesisRecord> records = KinesisEvent.records(damaged);

    assertThatThrownBy(() -> records.getFirst().data())
        .isInstanceOf(DecodeException.class)
        .hasMessage("record has no base64 text at kinesis.data");
    assertThat(records.get(1).data()).isEqualTo(data(1));
  }

  @Test
  void escapedSlashesAreDecoded() throws Exception {
    byte[] data = {(byte) 0xff, (byte) 0xff, (byte) 0xff};
    String event = new String(KinesisEvents.event(data), UTF_8);
    assertThat(event).contains("\"////\"");

    byte[] escaped = event.replace("////", "\\/\\/\\/\\/").getBytes(UTF_8);

    assertThat(KinesisEvent.records(escaped).getFirst().data()).isEqualTo(data);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"Records\":{}}",
        "{\"Records\":[{\"kinesis\":{\"data\":\"\"}}]}",
        "{\"Records\":[{\"kinesis\":{\"sequenceNumber\":1}}]}",
        "{\"Records\":[{\"messageId\":\"1\",\"body\":\"from a queue\"}]}",
        "{\"Records\":[1]}",
        "{\"Records\":[]} {\"Records\":[]}",
        "{\"Records\":[{\"kinesis\":{\"sequenceNumber\":\"1\",\"data\":\"",
        "{\"awslogs\":{\"data\":\"\"}}"
      })
  void eventsThatAreNotFromAStreamAreRefused(String event) {
    assertThatThrownBy(() -> KinesisEvent.records(event.getBytes(UTF_8)))
        .isInstanceOf(DecodeException.class)
        .hasMessageNotContaining("from a queue");
  }

  @Test
  void dataMayBeSeveralGzipMembers() throws Exception {
    assertThat(uids(decoder.decodeMaybePlain(Payloads.concat(data(0), data(1)))))
        .containsExactly(Payloads.uid(0), Payloads.uid(1));
  }

  @Test
  void alreadyDecompressedDataIsDecoded() throws Exception {
    byte[] plain =
        (document(0) + "\n" + Payloads.controlMessage() + document(1) + "\n").getBytes(UTF_8);

    assertThat(uids(decoder.decodeMaybePlain(plain)))
        .containsExactly(Payloads.uid(0), Payloads.uid(1));
  }

  @Test
  void plainDataHasTheLimitOfInflatedData() throws Exception {
    byte[] plain = document(0).getBytes(UTF_8);

    assertThat(new SubscriptionDecoder("", plain.length).decodeMaybePlain(plain)).hasSize(1);
    assertThatThrownBy(() -> new SubscriptionDecoder("", plain.length - 1).decodeMaybePlain(plain))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("MAX_INFLATED_BYTES");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "{\"messageType\":\"DATA_MESSAGE\"", "\u001f\u008b\b"})
  void otherDataIsRefused(String data) {
    assertThatThrownBy(() -> decoder.decodeMaybePlain(data.getBytes(UTF_8)))
        .isInstanceOf(DecodeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "{\"user\":1}", "[1]", "{\"broken\":"})
  void theMessageAboutAForeignRecordSaysWhatIsExpected(String data) {
    for (byte[] record : List.of(data.getBytes(UTF_8), Payloads.gzip(data))) {
      assertThatThrownBy(() -> decoder.decodeMaybePlain(record))
          .isInstanceOf(DecodeException.class)
          .hasMessageStartingWith(
              "not from CloudWatch Logs: expected a document with messageType and logEvents, as"
                  + " JSON or gzipped JSON (")
          .matches(e -> ((DecodeException) e).isForeign());
    }
  }

  @Test
  void damagedDataOfCloudWatchIsNotForeign() {
    byte[] plain = document(0).getBytes(UTF_8);
    byte[] gzipped = data(0);
    byte[] flipped = gzipped.clone();
    flipped[flipped.length - 5] ^= 1;
    byte[] beforeTheEvents = Arrays.copyOf(plain, document(0).indexOf("logEvents") - 2);
    byte[] atABoundary = (" ".repeat(64 * 1024 - 4) + "{\"logEvents\":1}").getBytes(UTF_8);
    byte[] cut = Arrays.copyOf(gzipped, gzipped.length / 2);

    for (byte[] record : List.of(flipped, beforeTheEvents, atABoundary, cut)) {
      assertThatThrownBy(() -> decoder.decodeMaybePlain(record))
          .isInstanceOf(DecodeException.class)
          .matches(e -> !((DecodeException) e).isForeign());
    }
  }

  @Test
  void aDiscardedBatchIsReadFromTextAndFromAnObject() throws Exception {
    byte[] text = KinesisEvents.discarded(KinesisEvents.event(data(0), data(1)));
    byte[] object =
        new String(text, UTF_8)
            .replace("\"payload\":\"{", "\"payload\":{")
            .replace("}\"}", "}}")
            .replace("\\\"", "\"")
            .getBytes(UTF_8);

    for (byte[] stored : List.of(text, object)) {
      DiscardedBatch batch = DiscardedBatch.read(stored);
      assertThat(batch.records()).hasSize(2);
      assertThat(batch.records().get(1).data()).isEqualTo(data(1));
      assertThat(batch.condition()).isEqualTo("RetryAttemptsExhausted");
      assertThat(batch.region()).isEqualTo("eu-west-1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "{}",
        "{\"payload\":null}",
        "{\"payload\":\"\"}",
        "{\"payload\":[]}",
        "{\"payl"
      })
  void objectsThatAreNotDiscardedBatchesAreRefused(String object) {
    assertThatThrownBy(() -> DiscardedBatch.read(object.getBytes(UTF_8)))
        .isInstanceOf(DecodeException.class);
  }

  private static String document(int index) {
    return Payloads.document(Payloads.SOURCE, List.of(Payloads.event(index))).toString();
  }

  private static byte[] data(int index) {
    return Payloads.gzip(document(index));
  }

  private static List<String> uids(List<LogBatch> batches) {
    return batches.stream()
        .flatMap(batch -> batch.events().stream())
        .map(event -> event.id())
        .toList();
  }
}
