package dev.cwforwarder.decode;

import static dev.cwforwarder.testing.Payloads.SOURCE;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.testing.Payloads;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/// Whatever arrives, the decoder answers with batches or a [DecodeException].
///
/// An ordinary build runs it over the inputs in `src/test/resources/dev/cwforwarder/decode/`;
/// `scripts/fuzz.sh` looks for new ones and leaves what it finds there.
@Tag("slow")
final class DecoderFuzzTest {
  private static final int CAP_BYTES = 64 * 1024;
  private static final SubscriptionDecoder DECODER =
      new SubscriptionDecoder(SOURCE.region(), CAP_BYTES);

  /// The event Lambda hands over.
  @FuzzTest
  void eventIsDecodedOrRefused(byte[] event) {
    unwrapped(event).ifPresent(DecoderFuzzTest::decoded);
  }

  /// What is inside the envelope: gzip, whatever it says of its size.
  @FuzzTest
  void payloadIsDecodedOrRefused(byte[] gzipped) {
    check(decoded(gzipped).equals(carefully(gzipped)), "the quick reader decodes something else");
  }

  /// What is inside the gzip: JSON. The gzip around it being whole, how it is cut into members
  /// changes nothing.
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
    check(
        whole.equals(carefully(Payloads.gzip(document))),
        "the quick reader decodes something else");
    byte[] cut = Payloads.gzip(document);
    check(
        decoded(Arrays.copyOf(cut, cut.length - 1)).isEmpty(),
        "a part of a cut payload is decoded");
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

  /// Without the quick reader.
  private static Optional<List<LogBatch>> carefully(byte[] gzipped) {
    try {
      return Optional.of(DECODER.decodeAny(gzipped));
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }

  /// Characters of all events: each takes a byte at least.
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
