package dev.cwforwarder.decode;

import static dev.cwforwarder.testing.Payloads.SOURCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.testing.Payloads;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The gzip data around the documents is either intact or refused.
final class DamagedPayloadTest {
  private static final int TRAILER_BYTES = 8;
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final SubscriptionDecoder DECODER =
      new SubscriptionDecoder(SOURCE.region(), 4 * 1024 * 1024);

  @Test
  void payloadTruncatedAtAnyByteIsRefused() {
    byte[] payload = Payloads.gzip(Payloads.document(SOURCE, Payloads.events(3)));
    for (int length = 0; length < payload.length; length++) {
      assertThat(problemOf(Arrays.copyOf(payload, length)))
          .as("%d of %d bytes", length, payload.length)
          .isEqualTo("payload is truncated: its gzip data ends too early");
    }
  }

  @Test
  void secondMemberTruncatedAtAnyByteDiscardsTheFirstToo() {
    byte[] first = Payloads.gzip(Payloads.document(SOURCE, Payloads.events(1)));
    byte[] both = Payloads.concat(first, first);
    for (int length = first.length + 1; length < both.length; length++) {
      byte[] truncated = Arrays.copyOf(both, length);
      assertThatThrownBy(() -> DECODER.decode(truncated))
          .as("%d of %d bytes", length, both.length)
          .isInstanceOf(DecodeException.class);
    }
  }

  /// A few bits are padding in the last byte of the data and have no meaning.
  @Test
  void flippedBitInDataOrTrailerNeverChangesARecord() {
    byte[] payload = Payloads.gzip(Payloads.document(SOURCE, Payloads.events(2)));
    int unnoticed = 0;
    int refused = 0;
    for (int bit = 10 * 8; bit < payload.length * 8; bit++) {
      byte[] damaged = payload.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      try {
        assertThat(DECODER.decode(damaged))
            .as("bit %d", bit)
            .containsExactly(new LogBatch(SOURCE, Payloads.events(2)));
        unnoticed++;
      } catch (DecodeException e) {
        refused++;
      }
    }
    assertThat(unnoticed).isLessThan(8);
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void wrongChecksumOrLengthIsRefused(int fromTheEnd) {
    byte[] payload = Payloads.gzip(Payloads.document(SOURCE, Payloads.events(1)));
    payload[payload.length - fromTheEnd]++;

    assertThat(problemOf(payload))
        .isEqualTo("payload is not intact gzip data: Corrupt GZIP trailer");
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "7", "8", "9", "17", "18", "19", "100"})
  void bytesAfterTheGzipDataAreRefused(int bytes) {
    byte[] payload = Payloads.gzip(Payloads.document(SOURCE, Payloads.events(1)));

    assertThat(problemOf(Payloads.concat(payload, new byte[bytes])))
        .isEqualTo(bytes + " bytes after the gzip data are not gzip");
  }

  /// A buffering reader must not lose trailing bytes when the member ends inside its buffer.
  @Test
  void bytesAfterTheGzipDataAreRefusedWhereverItEnds() {
    for (int size = BUFFER_BYTES - 32; size < BUFFER_BYTES + 32; size++) {
      byte[] payload = Payloads.concat(controlMessageOf(size), new byte[] {'x'});
      assertThat(problemOf(payload))
          .as("%d bytes", size)
          .isEqualTo("1 bytes after the gzip data are not gzip");
    }
  }

  @Test
  void anyNumberOfMembersIsRead() throws DecodeException {
    byte[] empty = Payloads.gzip("");
    byte[][] parts = Collections.nCopies(300_000, empty).toArray(new byte[0][]);
    parts[150_000] = Payloads.gzip(Payloads.document(SOURCE, Payloads.events(1)));

    assertThat(DECODER.decode(Payloads.concat(parts)))
        .containsExactly(new LogBatch(SOURCE, Payloads.events(1)));
  }

  @Test
  void optionalHeaderFieldsAreSkipped() throws DecodeException {
    byte[] payload = Payloads.gzip(Payloads.document(SOURCE, Payloads.events(1)));

    assertThat(DECODER.decode(withHeader(payload, 0)))
        .containsExactly(new LogBatch(SOURCE, Payloads.events(1)));
  }

  @Test
  void wrongHeaderChecksumIsRefused() {
    byte[] payload = Payloads.gzip(Payloads.document(SOURCE, Payloads.events(1)));

    assertThat(problemOf(withHeader(payload, 1)))
        .isEqualTo("payload is not intact gzip data: Corrupt GZIP header");
  }

  @Test
  void headerTruncatedAnywhereIsRefused() {
    byte[] payload = withHeader(Payloads.gzip(""), 0);
    for (int length = 0; length < payload.length; length++) {
      assertThat(problemOf(Arrays.copyOf(payload, length)))
          .as("%d of %d bytes", length, payload.length)
          .isEqualTo("payload is truncated: its gzip data ends too early");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, Not in GZIP format",
    "1, Not in GZIP format",
    "2, Unsupported compression method",
    "3, Unsupported flags"
  })
  void dataThatIsNotGzipIsReported(int position, String problem) {
    byte[] payload = Payloads.gzip(Payloads.controlMessage());
    payload[position] = (byte) 0x80;

    assertThat(problemOf(payload)).isEqualTo("payload is not intact gzip data: " + problem);
  }

  @Test
  void plainJsonIsNotGzip() {
    assertThat(problemOf(Payloads.controlMessage().toString().getBytes(UTF_8)))
        .isEqualTo("payload is not intact gzip data: Not in GZIP format");
  }

  @Test
  void problemsNeverQuoteLogMessages() {
    String message = "SECRET of a customer";
    String document = Payloads.document(SOURCE, List.of(Payloads.event(0, message))).toString();
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder damaged = new StringBuilder(document);
      int at = random.nextInt(document.length());
      switch (random.nextInt(3)) {
        case 0 -> damaged.setCharAt(at, (char) random.nextInt(1, 128));
        case 1 -> damaged.deleteCharAt(at);
        default -> damaged.insert(at, "}\"],{[".charAt(random.nextInt(6)));
      }
      assertThat(traceOf(Payloads.gzip(damaged.toString())))
          .as("%s", damaged)
          .doesNotContain("SECRET", "customer", "RET", "cust");
    }
  }

  /// A control message whose gzip member has `size` bytes; not compressed ("stored").
  private static byte[] controlMessageOf(int size) {
    byte[] document = new byte[size - 10 - 5 - TRAILER_BYTES];
    Arrays.fill(document, (byte) ' ');
    byte[] control = Payloads.controlMessage().toString().getBytes(UTF_8);
    System.arraycopy(control, 0, document, 0, control.length);
    CRC32 crc = new CRC32();
    crc.update(document);
    return Payloads.concat(
        Arrays.copyOf(Payloads.gzip(""), 10),
        new byte[] {1},
        littleEndian(document.length, 2),
        littleEndian(~document.length, 2),
        document,
        littleEndian(crc.getValue(), 4),
        littleEndian(document.length, 4));
  }

  /// `member` with extra field, name, comment and header checksum.
  private static byte[] withHeader(byte[] member, int checksumError) {
    byte[] header =
        Payloads.concat(
            new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 3},
            new byte[] {3, 0, 'a', 0, 'c'},
            "name\0comment\0".getBytes(UTF_8));
    CRC32 crc = new CRC32();
    crc.update(header);
    return Payloads.concat(
        header,
        littleEndian(crc.getValue() + checksumError, 2),
        Arrays.copyOfRange(member, 10, member.length));
  }

  private static byte[] littleEndian(long value, int bytes) {
    byte[] encoded = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      encoded[i] = (byte) (value >> (8 * i));
    }
    return encoded;
  }

  private static String problemOf(byte[] payload) {
    try {
      DECODER.decode(payload);
      return "nothing is wrong";
    } catch (DecodeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String traceOf(byte[] payload) {
    StringWriter trace = new StringWriter();
    try {
      DECODER.decode(payload);
    } catch (DecodeException e) {
      e.printStackTrace(new PrintWriter(trace, true));
    }
    return trace.toString();
  }
}
