package dev.cwforwarder.forward;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Sends items in as few requests as possible and bisects the ranges that are refused, first half
/// first, so that items are sent in their order.
final class Bisection {
  private Bisection() {}

  /// Sends one range of items.
  @FunctionalInterface
  interface Step {
    /// Sends the items of `range` and accounts for them, unless the result is `SPLIT`. A range of
    /// one item must not be split.
    Next send(Range range);
  }

  /// How to continue after a range.
  enum Next {
    /// The range is accounted for: continue with the next one.
    DONE,
    /// The range was refused: send its halves.
    SPLIT,
    /// The range is accounted for, but the next ones would fail as well.
    STOP
  }

  /// Runs `step` on all of `size` items.
  ///
  /// @return the ranges that were not sent because of a `STOP`, in order
  static List<Range> run(int size, Step step) {
    Deque<Range> ranges = new ArrayDeque<>();
    if (size > 0) {
      ranges.push(new Range(0, size));
    }
    while (!ranges.isEmpty()) {
      Range range = ranges.pop();
      switch (step.send(range)) {
        case DONE -> {}
        case SPLIT -> {
          int middle = range.from() + range.size() / 2;
          ranges.push(new Range(middle, range.to()));
          ranges.push(new Range(range.from(), middle));
        }
        case STOP -> {
          return List.copyOf(ranges);
        }
      }
    }
    return List.of();
  }
}
