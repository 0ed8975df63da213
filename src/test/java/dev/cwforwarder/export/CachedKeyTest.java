package dev.cwforwarder.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.testing.aws.SecretsServer;
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
  private final SecretsServer keeper = new SecretsServer("key-1");
  private final CachedKey key = new CachedKey(keeper, TTL, setup.clock(), setup.log());

  @Test
  void nothingIsReadBeforeAKeyIsNeeded() {
    assertThat(keeper.reads()).isZero();
  }

  @Test
  void aKeyIsReadOnceUntilItGrowsOld() throws KeyException {
    assertThat(value()).isEqualTo("key-1");
    keeper.keep("key-2");
    setup.clock().advance(TTL.minus(TICK));
    assertThat(value()).isEqualTo("key-1");
    assertThat(keeper.reads()).isEqualTo(1);

    setup.clock().advance(TICK);
    assertThat(value()).isEqualTo("key-2");
    assertThat(keeper.reads()).isEqualTo(2);
  }

  @Test
  void aRefusedKeyIsReadAgain() throws KeyException {
    value();
    keeper.keep("key-2");

    assertThat(isRenewed("key-1")).isTrue();
    assertThat(value()).isEqualTo("key-2");
    assertThat(keeper.reads()).isEqualTo(2);
  }

  @Test
  void aRefusedKeyThatIsStillTheSameIsReadAgainOnceAMinute() throws KeyException {
    value();

    assertThat(isRenewed("key-1")).isFalse();
    assertThat(isRenewed("key-1")).isFalse();
    setup.clock().advance(MINUTE.minus(TICK));
    keeper.keep("key-2");
    assertThat(isRenewed("key-1")).isFalse();
    assertThat(keeper.reads()).isEqualTo(2);

    setup.clock().advance(TICK);
    assertThat(isRenewed("key-1")).isTrue();
    assertThat(keeper.reads()).isEqualTo(3);
  }

  @Test
  void aKeyThatHasChangedSinceItWasSentIsNotReadAgain() throws KeyException {
    value();
    keeper.keep("key-2");
    isRenewed("key-1");

    assertThat(isRenewed("key-1")).isTrue();
    assertThat(keeper.reads()).isEqualTo(2);
  }

  @Test
  void anOldKeyIsUsedOnWhileNoNewerOneCanBeReadWithOneWarning() throws KeyException {
    value();
    keeper.fail("no network");

    for (int i = 0; i < 5; i++) {
      setup.clock().advance(TTL);
      assertThat(value()).isEqualTo("key-1");
    }

    assertThat(keeper.reads()).isEqualTo(6);
    assertThat(setup.logged().lines())
        .singleElement()
        .satisfies(line -> assertThat(line).contains("used on", "no network", "WARN"));
  }

  @Test
  void withoutAnyKeyTheFailureIsTold() {
    keeper.fail("no network");

    assertThatThrownBy(this::value).isInstanceOf(KeyException.class).hasMessage("no network");
  }

  @Test
  void afterAFailureTheSourceHasARestThatDoublesUpToAMinute() {
    keeper.fail("no network");

    for (int seconds : List.of(5, 10, 20, 40, 60, 60)) {
      Duration rest = Duration.ofSeconds(seconds);
      assertThatThrownBy(this::value).hasMessage("no network");
      String resting = "no network (not asked again before %s)".formatted(setup.in(rest).at());

      setup.clock().advance(rest.minus(TICK));
      assertThatThrownBy(this::value).hasMessage(resting);
      setup.clock().advance(TICK);
    }
    assertThat(keeper.reads()).isEqualTo(6);
  }

  @Test
  void aReadingThatSucceedsEndsTheRests() throws KeyException {
    keeper.fail("no network");
    assertThatThrownBy(this::value).hasMessage("no network");
    setup.clock().advance(MINUTE);
    keeper.keep("key-1");
    value();
    keeper.fail("no network");
    setup.clock().advance(TTL);
    value();
    keeper.keep("key-2");

    setup.clock().advance(Duration.ofSeconds(5));
    assertThat(value()).isEqualTo("key-2");
  }

  @Test
  void aRefusedKeyThatCannotBeReadAgainIsNotRenewedAndSaysWhy() throws KeyException {
    value();
    keeper.fail("access denied");

    assertThat(isRenewed("key-1")).isFalse();
    assertThat(isRenewed("key-1")).isFalse();
    assertThat(keeper.reads()).isEqualTo(2);
    assertThat(setup.logged()).contains("was refused and cannot be read again: access denied");
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
    assertThat(keeper.reads()).isEqualTo(1);
  }

  @Test
  void manyRefusalsReadANewKeyOnce() throws Exception {
    value();
    keeper.keep("key-2");

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> renewed =
          IntStream.range(0, 50).mapToObj(_ -> threads.submit(() -> isRenewed("key-1"))).toList();
      for (Future<Boolean> one : renewed) {
        assertThat(one.get()).isTrue();
      }
    }
    assertThat(keeper.reads()).isEqualTo(2);
  }

  @Test
  void nobodyWaitsForANewerKeyWhileAnOldOneIsThere() throws Exception {
    value();
    setup.clock().advance(TTL);
    CountDownLatch slow = keeper.hold();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> reader = threads.submit(this::value);
      keeper.awaitReading();

      assertThat(value()).isEqualTo("key-1");
      slow.countDown();
      assertThat(reader.get()).isEqualTo("key-1");
    }
  }

  @Test
  void theFirstKeyIsWaitedForOnlyUntilTheDeadline() throws Exception {
    CountDownLatch slow = keeper.hold();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> reader = threads.submit(this::value);
      keeper.awaitReading();

      assertThatThrownBy(() -> key.value(setup.in(Duration.ofMillis(20))))
          .isInstanceOf(KeyException.class)
          .hasMessage("no time left in this invocation");
      slow.countDown();
      assertThat(reader.get()).isEqualTo("key-1");
    }
  }

  @Test
  void theInvocationsDeadlineReachesTheSource() throws KeyException {
    Deadline deadline = setup.in(Duration.ofSeconds(3));

    key.value(deadline);

    assertThat(keeper.lastDeadline()).isEqualTo(deadline);
  }

  private String value() throws KeyException {
    return key.value(setup.later());
  }

  private boolean isRenewed(String refused) {
    return key.isRenewed(refused, setup.later());
  }
}
