package dev.cwforwarder.decode;

import static dev.cwforwarder.testing.Payloads.SOURCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.testing.Payloads;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Inputs exactly at the limits, and just beyond them.
final class DecoderLimitsTest {
  private static final int MIB = 1024 * 1024;
  private static final byte[] DOCUMENT =
      Payloads.document(SOURCE, Payloads.events(20)).toString().getBytes(UTF_8);

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void payloadWithinTheInflatedCapIsDecoded(int belowTheCap) throws DecodeException {
    SubscriptionDecoder decoder = capped(DOCUMENT.length + belowTheCap);

    assertThat(decoder.decode(Payloads.gzip(DOCUMENT)))
        .containsExactly(new LogBatch(SOURCE, Payloads.events(20)));
  }

  @Test
  void payloadOneByteOverTheInflatedCapIsRefused() {
    SubscriptionDecoder decoder = capped(DOCUMENT.length - 1);

    assertThatThrownBy(() -> decoder.decode(Payloads.gzip(DOCUMENT)))
        .isInstanceOf(DecodeException.class)
        .hasMessage(
            "payload inflates to more than %,d bytes (MAX_INFLATED_BYTES)"
                .formatted(DOCUMENT.length - 1));
  }

  @Test
  void severalMembersShareTheCap() throws DecodeException {
    byte[] payload = Payloads.concat(Payloads.gzip(DOCUMENT), Payloads.gzip(DOCUMENT));

    assertThat(capped(2 * DOCUMENT.length).decode(payload)).hasSize(2);
    assertThatThrownBy(() -> capped(2 * DOCUMENT.length - 1).decode(payload))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("MAX_INFLATED_BYTES");
  }

  @Test
  void bombIsRefusedAtTheCap() {
    byte[] blanks = new byte[256 * MIB];
    Arrays.fill(blanks, (byte) ' ');
    byte[] bomb = Payloads.gzip(blanks);

    assertThatThrownBy(() -> capped(MIB).decode(bomb))
        .isInstanceOf(DecodeException.class)
        .hasMessage("payload inflates to more than 1,048,576 bytes (MAX_INFLATED_BYTES)");
  }

  @ParameterizedTest
  @CsvSource({"[, ]", "{\"a\":, }"})
  void nestingAtTheLimitIsDecoded(String open, String close) throws DecodeException {
    assertThat(capped(MIB).decode(nested(open, close, SubscriptionDecoder.MAX_NESTING_DEPTH)))
        .containsExactly(new LogBatch(SOURCE, List.of()));
  }

  @ParameterizedTest
  @CsvSource({"[, ]", "{\"a\":, }"})
  void nestingOneOverTheLimitIsRefused(String open, String close) {
    byte[] payload = nested(open, close, SubscriptionDecoder.MAX_NESTING_DEPTH + 1);

    assertThatThrownBy(() -> capped(MIB).decode(payload))
        .isInstanceOf(DecodeException.class)
        .hasMessageStartingWith(
            "payload exceeds a limit: Document nesting depth (65) exceeds the maximum allowed (64,");
  }

  @ParameterizedTest
  @CsvSource({"[, ]", "{\"a\":, }"})
  void veryDeepNestingIsRefused(String open, String close) {
    byte[] payload = nested(open, close, 100_000);

    assertThatThrownBy(() -> capped(MIB).decode(payload)).isInstanceOf(DecodeException.class);
  }

  @Test
  void eventOfOneMegabyteIsDecoded() throws DecodeException {
    LogEvent event = Payloads.event(0, noise(MIB));

    assertThat(capped(8 * MIB).decode(Payloads.gzip(Payloads.document(SOURCE, List.of(event)))))
        .containsExactly(new LogBatch(SOURCE, List.of(event)));
  }

  @Test
  void messageAsLargeAsTheCapAllowsIsDecoded() throws DecodeException {
    int around =
        Payloads.document(SOURCE, List.of(Payloads.event(0, ""))).toString().getBytes(UTF_8).length;
    LogEvent event = Payloads.event(0, "m".repeat(32 * MIB - around));

    assertThat(capped(32 * MIB).decode(Payloads.gzip(Payloads.document(SOURCE, List.of(event)))))
        .containsExactly(new LogBatch(SOURCE, List.of(event)));
  }

  @Test
  void manyEventsAreDecodedInOrder() throws DecodeException {
    List<LogEvent> events = Payloads.events(50_000);

    assertThat(capped(64 * MIB).decode(Payloads.gzip(Payloads.document(SOURCE, events))))
        .containsExactly(new LogBatch(SOURCE, events));
  }

  private static SubscriptionDecoder capped(int maxInflatedBytes) {
    return new SubscriptionDecoder(SOURCE.region(), maxInflatedBytes);
  }

  /// A document without events and with nesting depth `depth`, including the document itself.
  private static byte[] nested(String open, String close, int depth) {
    String inner =
        open.repeat(depth - 1) + (open.endsWith(":") ? "0" : "") + close.repeat(depth - 1);
    String document = Payloads.document(SOURCE, List.of()).put("x", 0).toString();
    return Payloads.gzip(document.replace("\"x\":0", "\"x\":" + inner));
  }

  private static String noise(int characters) {
    return new Random(1)
        .ints(characters, ' ', '~')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
