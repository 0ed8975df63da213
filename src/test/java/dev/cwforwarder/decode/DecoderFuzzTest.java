package dev.cwforwarder.decode;

import static dev.cwforwarder.testing.Payloads.SOURCE;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.testing.Payloads;
import dev.cwforwarder.testing.aws.AggregatedRecords;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/// Whatever the input, the decoder returns batches or throws a [DecodeException].
///
/// An ordinary build runs it over the inputs in `src/test/resources/dev/cwforwarder/decode/`;
/// `scripts/fuzz.sh` searches for new ones and adds them there.
@Tag("slow")
final class DecoderFuzzTest {
  private static final int CAP_BYTES = 64 * 1024;
  private static final SubscriptionDecoder DECODER =
      new SubscriptionDecoder(SOURCE.region(), CAP_BYTES);

  /// The event with which Lambda invokes the function.
  @FuzzTest
  void eventIsDecodedOrRefused(byte[] event) {
    unwrapped(event).ifPresent(DecoderFuzzTest::decoded);
  }

  /// The gzip data inside the envelope.
  @FuzzTest
  void payloadIsDecodedOrRefused(byte[] gzipped) {
    decoded(gzipped);
  }

  /// The JSON inside intact gzip data. The number of gzip members has no effect.
  @FuzzTest
  void documentIsDecodedOrRefused(byte[] document) {
    int half = document.length / 2;
    Optional<List<LogBatch>> whole = decoded(Payloads.gzip(document));
    Optional<List<LogBatch>> halves =
        decoded(
            Payloads.concat(
                Payloads.gzip(Arrays.copyOf(document, half)),
                Payloads.gzip(Arrays.copyOfRange(document, half, document.length))));
    check(whole.equals(halves), "the members of the gzip change what is decoded");
    byte[] gzipped = Payloads.gzip(document);
    check(
        decoded(Arrays.copyOf(gzipped, gzipped.length - 1)).isEmpty(),
        "a part of a truncated payload is decoded");
  }

  /// The protobuf message of an aggregated stream record, with a correct sum.
  @FuzzTest
  void aggregateIsSplitOrRefused(byte[] message) {
    byte[] data = AggregatedRecords.framed(message);
    try {
      List<byte[]> records = AggregatedRecord.split(data);
      check(!records.isEmpty(), "an aggregate without records");
      check(
          records.stream().mapToLong(record -> record.length).sum() < message.length,
          "more data than the message has");
    } catch (DecodeException e) {
      checkMessage(e);
    }
  }

  private static Optional<byte[]> unwrapped(byte[] event) {
    try {
      return Optional.of(AwsLogsEnvelope.data(event));
    } catch (DecodeException e) {
      checkMessage(e);
      return Optional.empty();
    }
  }

  private static Optional<List<LogBatch>> decoded(byte[] gzipped) {
    try {
      List<LogBatch> batches = DECODER.decode(gzipped);
      check(characters(batches) <= CAP_BYTES, "more was decoded than the cap allows");
      return Optional.of(batches);
    } catch (DecodeException e) {
      checkMessage(e);
      return Optional.empty();
    }
  }

  /// The number of characters of all events, each of which takes at least one byte.
  private static long characters(List<LogBatch> batches) {
    return batches.stream()
        .flatMap(batch -> batch.events().stream())
        .mapToLong(event -> (long) event.id().length() + event.message().length())
        .sum();
  }

  private static void checkMessage(DecodeException e) {
    String message = String.valueOf(e.getMessage());
    check(!message.isEmpty() && message.length() < 300, "an unfit message: " + message);
  }

  private static void check(boolean holds, String problem) {
    if (!holds) {
      throw new AssertionError(problem);
    }
  }
}
