package dev.cwforwarder.poll;

import static dev.cwforwarder.poll.PollFixtures.end;
import static dev.cwforwarder.poll.PollFixtures.sums;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MinuteSumsTest {
  private static final MinuteSums THREE_MINUTES =
      sums(end(1), "a").plus(sums(end(2), "b")).plus(sums(end(3), "c"));

  @ParameterizedTest
  @CsvSource({"59999, 1", "60000, 1", "60001, 2", "0, 0", "1, 1", "-1, 0"})
  void aMinuteIncludesItsEndAndExcludesItsStart(long ingestion, long minute) {
    assertThat(sums(ingestion, "a").minutes()).containsExactly(minute);
  }

  @Test
  void theSumsOfTheSameEventsAreEqualInAnyOrder() {
    assertThat(sums(end(1), "a", "b")).isEqualTo(sums(end(1), "b", "a"));
    assertThat(sums(end(1), "a")).isNotEqualTo(sums(end(1), "b"));
    assertThat(sums(end(1), "a", "a")).isNotEqualTo(sums(end(1), "a"));
  }

  @Test
  void sumsOfTwoReadsAreAddedMinuteByMinute() {
    MinuteSums sum = sums(end(1), "a").plus(sums(end(1), "b")).plus(sums(end(2), "c"));

    assertThat(sum.of(1)).isEqualTo(sums(end(1), "a", "b").of(1));
    assertThat(sum.of(2)).isEqualTo(sums(end(2), "c").of(2));
    assertThat(sum.of(3)).isEqualTo(MinuteSums.Sum.ZERO);
    assertThat(MinuteSums.NONE.plus(sum)).isEqualTo(sum).isEqualTo(sum.plus(MinuteSums.NONE));
  }

  @Test
  void aRangeExcludesItsStartAndIncludesItsEnd() {
    assertThat(THREE_MINUTES.within(end(1), end(2))).isEqualTo(sums(end(2), "b"));
    assertThat(THREE_MINUTES.without(end(1), end(2)).minutes()).containsExactly(1L, 3L);
    assertThat(THREE_MINUTES.after(end(2))).isEqualTo(sums(end(3), "c"));
    assertThat(THREE_MINUTES.after(end(3)).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 16_384})
  void decodingReturnsWhatWasEncoded(int events) {
    MinuteSums.Builder sums = new MinuteSums.Builder(THREE_MINUTES);
    for (int i = 0; i < events; i++) {
      sums.add(end(29_000_000), Long.MIN_VALUE + i);
    }
    MinuteSums written = sums.build();

    assertThat(MinuteSums.decode(written.encode())).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AQ", "gICAgICAgICAgIA", "?"})
  void aDamagedTextIsRejected(String text) {
    assertThatThrownBy(() -> MinuteSums.decode(text)).isInstanceOf(RuntimeException.class);
  }
}
