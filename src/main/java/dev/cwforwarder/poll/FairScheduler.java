package dev.cwforwarder.poll;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// Whose turn it is: whoever had fewest turns, and among them the stalest. So a source with very
/// much to read holds up nobody. Thread-safe.
final class FairScheduler {
  private record Waiting(SourceRun source, int turns, long watermark) {}

  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.comparingInt(Waiting::turns).thenComparingLong(Waiting::watermark));
  private int underWay;
  private boolean stopped;

  FairScheduler(List<SourceRun> sources) {
    sources.forEach(source -> waiting.add(new Waiting(source, 0, source.watermark())));
  }

  /// A turn; give it back with [#end].
  record Given(SourceRun source, int turns) {}

  /// Waits while others may still ask for another turn; empty when all is done.
  synchronized Optional<Given> next() throws InterruptedException {
    while (waiting.isEmpty() && underWay > 0 && !stopped) {
      wait();
    }
    if (stopped || waiting.isEmpty()) {
      return Optional.empty();
    }
    underWay++;
    Waiting first = waiting.remove();
    return Optional.of(new Given(first.source(), first.turns()));
  }

  /// @param again whether the source wants another turn
  synchronized void end(Given given, boolean again) {
    underWay--;
    if (again) {
      waiting.add(new Waiting(given.source(), given.turns() + 1, given.source().watermark()));
    }
    notifyAll();
  }

  /// Takes the turns of all sources of an access away.
  synchronized void without(Access access) {
    waiting.removeIf(one -> one.source().access().equals(access));
  }

  /// No more turns for anybody.
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }
}
