package dev.cwforwarder.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DocumentKeyTest {
  private static final Instant NOW = Instant.parse("2026-03-04T23:59:59.999Z");
  private static final LogSource SOURCE = new LogSource("111122223333", "eu-west-1", "/g", "s");
  private static final LogEvent A = new LogEvent("a", 1_767_225_600_000L, "one");
  private static final LogEvent B = new LogEvent("b", 1_767_225_600_001L, "two");

  @Test
  void theKeyContainsKindFunctionAndDayOfTheFirstEvent() {
    assertThat(key(SOURCE, A, B))
        .matches("quarantine/forwarder/2026/01/01/[0-9a-f]{32}\\.json\\.gz");
  }

  @Test
  void storingTheSameEventsLaterForAnotherReasonYieldsTheSameKey() {
    FailureDocument later =
        new FailureDocument.Events(
            FailureDocument.Kind.QUARANTINE,
            "another reason",
            413,
            NOW.plusSeconds(3_600),
            SOURCE,
            List.of(A, B));

    assertThat(DocumentKey.of(later, "forwarder")).isEqualTo(key(SOURCE, A, B));
  }

  static Stream<String> others() {
    return Stream.of(
        key(SOURCE, B, A),
        key(SOURCE, A),
        key(SOURCE, A, B, B),
        key(SOURCE, new LogEvent("a", A.timestampMillis() + 1, "one"), B),
        key(SOURCE, new LogEvent("a", A.timestampMillis(), "One"), B),
        key(new LogSource("999999999999", "eu-west-1", "/g", "s"), A, B),
        key(new LogSource("111122223333", "us-east-1", "/g", "s"), A, B),
        key(new LogSource("111122223333", "eu-west-1", "/gs", ""), A, B),
        key(new LogSource("111122223333", "eu-west-1", "/g", "t"), A, B));
  }

  @ParameterizedTest
  @MethodSource("others")
  void differentContentYieldsAnotherKey(String other) {
    assertThat(other).isNotEqualTo(key(SOURCE, A, B));
  }

  @Test
  void shiftedTextBordersYieldAnotherKey() {
    assertThat(key(SOURCE, new LogEvent("a\0", 1, "b")))
        .isNotEqualTo(key(SOURCE, new LogEvent("a", 1, "\0b")));
  }

  @Test
  void differentKindsYieldDifferentKeys() {
    FailureDocument rejected =
        new FailureDocument.Events(
            FailureDocument.Kind.REJECTED, "", 200, NOW, SOURCE, List.of(A, B));

    assertThat(DocumentKey.of(rejected, "forwarder"))
        .isEqualTo(key(SOURCE, A, B).replace("quarantine/", "rejected/"));
  }

  @Test
  void rawInputIsStoredUnderTheDayOfTheFailure() {
    assertThat(raw("broken")).matches("undecodable/forwarder/2026/03/04/[0-9a-f]{32}\\.json\\.gz");
    assertThat(raw("broken")).isEqualTo(raw("broken")).isNotEqualTo(raw("broken "));
  }

  @Test
  void extremeTimesYieldAKeyToo() {
    assertThat(key(SOURCE, new LogEvent("a", Long.MAX_VALUE, ""))).startsWith("quarantine/");
    assertThat(key(SOURCE, new LogEvent("a", Long.MIN_VALUE, ""))).startsWith("quarantine/");
  }

  private static String raw(String input) {
    return DocumentKey.of(
        new FailureDocument.RawInput("why", NOW, input.getBytes(StandardCharsets.UTF_8)),
        "forwarder");
  }

  private static String key(LogSource source, LogEvent... events) {
    return DocumentKey.of(
        new FailureDocument.Events(
            FailureDocument.Kind.QUARANTINE, "why", 400, NOW, source, List.of(events)),
        "forwarder");
  }
}
