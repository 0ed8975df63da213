package dev.cwforwarder.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.testing.Project;
import dev.cwforwarder.testing.aws.AggregatedRecords;
import dev.cwforwarder.testing.aws.KinesisEvents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Records of the Kinesis Producer Library.
final class AggregatedRecordTest {
  private static final byte[] ONE = "one".getBytes(UTF_8);
  private static final byte[] TWO = "two".getBytes(UTF_8);

  private final SubscriptionDecoder decoder = new SubscriptionDecoder("eu-central-1", 1 << 20);

  @Test
  void everyAggregatedRecordIsOneOfTheEventInOrder() throws Exception {
    List<KinesisRecord> records =
        KinesisEvent.records(KinesisEvents.event(ONE, AggregatedRecords.of(TWO, new byte[0]), ONE));

    assertThat(records)
        .extracting(record -> new String(record.data(), UTF_8))
        .containsExactly("one", "two", "", "one");
    assertThat(records)
        .extracting(KinesisRecord::sequenceNumber)
        .containsExactly(
            KinesisEvents.sequenceNumber(0),
            KinesisEvents.sequenceNumber(1),
            KinesisEvents.sequenceNumber(1),
            KinesisEvents.sequenceNumber(2));
  }

  /// Made with AWS's own aws-kinesis-agg 1.2.3 for Python.
  @Test
  void aRecordOfAwssLibraryIsDecoded() throws Exception {
    byte[] aggregated =
        Base64.getMimeDecoder().decode(Project.text("src/test/resources/kinesis/aggregated.b64"));
    List<String> messages = new ArrayList<>();
    for (KinesisRecord record : KinesisEvent.records(KinesisEvents.event(aggregated))) {
      decoder.decodeMaybePlain(record.data()).stream()
          .flatMap(batch -> batch.events().stream())
          .map(LogEvent::message)
          .forEach(messages::add);
    }

    assertThat(messages).containsExactly("m0", "m1", "m2");
  }

  @Test
  void aPartIsStoredAsARecordOfItsOwn() throws Exception {
    List<KinesisRecord> parts =
        KinesisEvent.records(KinesisEvents.event(AggregatedRecords.of(ONE, TWO)));

    byte[] stored = KinesisRecord.asEvent(List.of(parts.get(1)));

    assertThat(KinesisEvent.records(stored))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.data()).isEqualTo(TWO);
              assertThat(record.sequenceNumber()).isEqualTo(KinesisEvents.sequenceNumber(0));
            });
  }

  static Stream<Arguments> damaged() {
    byte[] whole = AggregatedRecords.of(ONE, TWO);
    byte[] flipped = whole.clone();
    flipped[10] ^= 1;
    byte[][] many = new byte[AggregatedRecord.MAX_RECORDS + 1][];
    Arrays.fill(many, ONE);
    return Stream.of(
        Arguments.of(Arrays.copyOf(whole, whole.length - 1), "MD5 sum"),
        Arguments.of(Arrays.copyOf(whole, 4), "MD5 sum"),
        Arguments.of(flipped, "MD5 sum"),
        Arguments.of(AggregatedRecords.of(), "has no records"),
        Arguments.of(AggregatedRecords.of(many), "more than 10,000 records"),
        Arguments.of(message(0x1a, 0x00), "has no data"),
        Arguments.of(message(0x1a, 0x05, 0x1a), "truncated"),
        Arguments.of(message(0x1a, 0xff, 0xff, 0xff, 0xff, 0x0f), "truncated"),
        Arguments.of(
            message(0x1a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01), "truncated"),
        Arguments.of(message(0x1b), "unknown wire type"),
        Arguments.of(message(0x19, 0x00), "truncated"),
        Arguments.of(
            message(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80), "varint"));
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void aDamagedRecordIsStoredWhole(byte[] damaged, String problem) throws Exception {
    KinesisRecord record = KinesisEvent.records(KinesisEvents.event(damaged)).getFirst();

    assertThatThrownBy(record::data)
        .isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("record is aggregated by the Kinesis Producer Library, but ")
        .hasMessageContaining(problem);
    assertThat(new String(KinesisRecord.asEvent(List.of(record)), UTF_8))
        .isEqualTo("{\"Records\":[" + KinesisEvents.record(0, damaged) + "]}");
  }

  @Test
  void noMessageIsReadBeyondItsEnd() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    byte[] whole = AggregatedRecords.of(ONE, TWO, ONE);
    byte[] message = Arrays.copyOfRange(whole, 4, whole.length - 16);
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = Arrays.copyOf(message, random.nextInt(message.length + 1));
      for (int flips = random.nextInt(4); flips > 0 && changed.length > 0; flips--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      assertThat(KinesisRecord.of("1", AggregatedRecords.framed(changed), new byte[0], 0, 0))
          .isNotEmpty();
    }
  }

  private static byte[] message(int... bytes) {
    byte[] message = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      message[i] = (byte) bytes[i];
    }
    return AggregatedRecords.framed(message);
  }
}
