package dev.cwforwarder.poll;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// Schedules the turns of sources: first the source with the fewest turns so far, and among equals
/// the one furthest behind. A source with a large backlog therefore does not block the others.
/// Thread-safe.
final class FairScheduler {
  private record Waiting(SourceRun source, int turns, long watermark) {}

  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.comparingInt(Waiting::turns).thenComparingLong(Waiting::watermark));
  private int active;
  private boolean stopped;

  FairScheduler(List<SourceRun> sources) {
    sources.forEach(source -> waiting.add(new Waiting(source, 0, source.watermark())));
  }

  /// A turn of a source. It ends with [#end].
  ///
  /// @param earlier how many turns the source had before
  record Turn(SourceRun source, int earlier) {}

  /// The next turn. Blocks while an active source may still ask for another turn; empty when all
  /// work is done.
  synchronized Optional<Turn> next() throws InterruptedException {
    while (waiting.isEmpty() && active > 0 && !stopped) {
      wait();
    }
    if (stopped || waiting.isEmpty()) {
      return Optional.empty();
    }
    active++;
    Waiting first = waiting.remove();
    return Optional.of(new Turn(first.source(), first.turns()));
  }

  /// Ends a turn.
  ///
  /// @param again whether the source needs another turn
  synchronized void end(Turn turn, boolean again) {
    active--;
    if (again) {
      waiting.add(new Waiting(turn.source(), turn.earlier() + 1, turn.source().watermark()));
    }
    notifyAll();
  }

  /// Removes all waiting sources of an access.
  synchronized void remove(Access access) {
    waiting.removeIf(one -> one.source().access().equals(access));
  }

  /// Starts no more turns.
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }
}
