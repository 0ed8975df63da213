package dev.cwforwarder.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BisectionTest {
  private final List<Range> sent = new ArrayList<>();

  @Test
  void acceptedItemsAreSentAtOnce() {
    assertThat(Bisection.run(500, this::accept)).isEmpty();

    assertThat(sent).containsExactly(new Range(0, 500));
  }

  @Test
  void withoutItemsNothingIsSent() {
    assertThat(Bisection.run(0, this::accept)).isEmpty();

    assertThat(sent).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 250, 498, 499})
  void oneRefusedItemIsFoundAndEveryOtherItemIsAcceptedOnceInOrder(int refused) {
    List<Integer> accepted = new ArrayList<>();

    List<Range> unsent =
        Bisection.run(
            500,
            range -> {
              if (range.from() <= refused && refused < range.to() && range.size() > 1) {
                return Bisection.Next.SPLIT;
              }
              for (int i = range.from(); i < range.to(); i++) {
                accepted.add(i);
              }
              return Bisection.Next.DONE;
            });

    assertThat(unsent).isEmpty();
    assertThat(accepted).hasSize(500).isSorted();
  }

  @Test
  void aStopReturnsTheUnsentRangesInOrder() {
    List<Range> unsent =
        Bisection.run(
            8,
            range -> {
              sent.add(range);
              return range.size() > 2 ? Bisection.Next.SPLIT : Bisection.Next.STOP;
            });

    assertThat(sent).containsExactly(new Range(0, 8), new Range(0, 4), new Range(0, 2));
    assertThat(unsent).containsExactly(new Range(2, 4), new Range(4, 8));
  }

  @Test
  void aRangeOfOneItemCannotBeSplit() {
    assertThatThrownBy(() -> Bisection.run(1, _ -> Bisection.Next.SPLIT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Bisection.Next accept(Range range) {
    sent.add(range);
    return Bisection.Next.DONE;
  }
}
