package dev.cwforwarder.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.testing.FakeKeySource;
import dev.cwforwarder.testing.otlp.Exporters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CachedKeyTest {
  private static final Duration TTL = Duration.ofMinutes(5);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration TICK = Duration.ofMillis(1);

  private final Exporters setup = new Exporters();
  private final FakeKeySource source = new FakeKeySource("key-1");
  private final CachedKey key = new CachedKey(source, TTL, setup.clock(), setup.log());

  @Test
  void nothingIsReadBeforeAKeyIsNeeded() {
    assertThat(source.reads()).isZero();
  }

  @Test
  void aKeyIsReadOnceUntilItExpires() throws KeyException {
    assertThat(value()).isEqualTo("key-1");
    source.setKey("key-2");
    setup.clock().advance(TTL.minus(TICK));
    assertThat(value()).isEqualTo("key-1");
    assertThat(source.reads()).isEqualTo(1);

    setup.clock().advance(TICK);
    assertThat(value()).isEqualTo("key-2");
    assertThat(source.reads()).isEqualTo(2);
  }

  @Test
  void aRefusedKeyIsReadAgain() throws KeyException {
    value();
    source.setKey("key-2");

    assertThat(isRenewed("key-1")).isTrue();
    assertThat(value()).isEqualTo("key-2");
    assertThat(source.reads()).isEqualTo(2);
  }

  @Test
  void aRefusedUnchangedKeyIsReadAgainOnceAMinute() throws KeyException {
    value();

    assertThat(isRenewed("key-1")).isFalse();
    assertThat(isRenewed("key-1")).isFalse();
    setup.clock().advance(MINUTE.minus(TICK));
    source.setKey("key-2");
    assertThat(isRenewed("key-1")).isFalse();
    assertThat(source.reads()).isEqualTo(2);

    setup.clock().advance(TICK);
    assertThat(isRenewed("key-1")).isTrue();
    assertThat(source.reads()).isEqualTo(3);
  }

  @Test
  void aKeyThatChangedAfterItWasSentIsNotReadAgain() throws KeyException {
    value();
    source.setKey("key-2");
    isRenewed("key-1");

    assertThat(isRenewed("key-1")).isTrue();
    assertThat(source.reads()).isEqualTo(2);
  }

  @Test
  void anExpiredKeyIsUsedWithOneWarningWhileReadingFails() throws KeyException {
    value();
    source.fail("no network");

    for (int i = 0; i < 5; i++) {
      setup.clock().advance(TTL);
      assertThat(value()).isEqualTo("key-1");
    }

    assertThat(source.reads()).isEqualTo(6);
    assertThat(setup.logged().lines())
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .contains("still using the cached ingestion key", "no network", "WARN"));
  }

  @Test
  void withoutAnyKeyTheFailureIsReported() {
    source.fail("no network");

    assertThatThrownBy(this::value).isInstanceOf(KeyException.class).hasMessage("no network");
  }

  @Test
  void afterFailuresTheCoolDownDoublesUpToAMinute() {
    source.fail("no network");

    for (int seconds : List.of(5, 10, 20, 40, 60, 60)) {
      Duration rest = Duration.ofSeconds(seconds);
      assertThatThrownBy(this::value).hasMessage("no network");
      String resting = "no network (next attempt after %s)".formatted(setup.in(rest).at());

      setup.clock().advance(rest.minus(TICK));
      assertThatThrownBy(this::value).hasMessage(resting);
      setup.clock().advance(TICK);
    }
    assertThat(source.reads()).isEqualTo(6);
  }

  @Test
  void aSuccessfulReadResetsTheCoolDown() throws KeyException {
    source.fail("no network");
    assertThatThrownBy(this::value).hasMessage("no network");
    setup.clock().advance(MINUTE);
    source.setKey("key-1");
    value();
    source.fail("no network");
    setup.clock().advance(TTL);
    value();
    source.setKey("key-2");

    setup.clock().advance(Duration.ofSeconds(5));
    assertThat(value()).isEqualTo("key-2");
  }

  @Test
  void aRefusedKeyIsNotRenewedWhenReadingFailsAndTheReasonIsLogged() throws KeyException {
    value();
    source.fail("access denied");

    assertThat(isRenewed("key-1")).isFalse();
    assertThat(isRenewed("key-1")).isFalse();
    assertThat(source.reads()).isEqualTo(2);
    assertThat(setup.logged()).contains("was refused, and reading it again failed: access denied");
  }

  @Test
  void manyThreadsReadOneKeyOnce() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> values =
          IntStream.range(0, 50).mapToObj(_ -> threads.submit(this::value)).toList();
      for (Future<String> one : values) {
        assertThat(one.get()).isEqualTo("key-1");
      }
    }
    assertThat(source.reads()).isEqualTo(1);
  }

  @Test
  void manyRefusalsReadANewKeyOnce() throws Exception {
    value();
    source.setKey("key-2");

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> renewed =
          IntStream.range(0, 50).mapToObj(_ -> threads.submit(() -> isRenewed("key-1"))).toList();
      for (Future<Boolean> one : renewed) {
        assertThat(one.get()).isTrue();
      }
    }
    assertThat(source.reads()).isEqualTo(2);
  }

  @Test
  void noThreadWaitsForANewerKeyWhileAnExpiredOneIsCached() throws Exception {
    value();
    setup.clock().advance(TTL);
    CountDownLatch slow = source.hold();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> reader = threads.submit(this::value);
      source.awaitReading();

      assertThat(value()).isEqualTo("key-1");
      slow.countDown();
      assertThat(reader.get()).isEqualTo("key-1");
    }
  }

  @Test
  void threadsWaitForTheFirstKeyOnlyUntilTheDeadline() throws Exception {
    CountDownLatch slow = source.hold();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> reader = threads.submit(this::value);
      source.awaitReading();

      assertThatThrownBy(() -> key.value(setup.in(Duration.ofMillis(20))))
          .isInstanceOf(KeyException.class)
          .hasMessage("the invocation has no time left");
      slow.countDown();
      assertThat(reader.get()).isEqualTo("key-1");
    }
  }

  @Test
  void theDeadlineOfTheInvocationIsPassedToTheSource() throws KeyException {
    Deadline deadline = setup.in(Duration.ofSeconds(3));

    key.value(deadline);

    assertThat(source.lastDeadline()).isEqualTo(deadline);
  }

  private String value() throws KeyException {
    return key.value(setup.later());
  }

  private boolean isRenewed(String refused) {
    return key.isRenewed(refused, setup.later());
  }
}
