package dev.cwforwarder.demo;

import java.util.ArrayList;
import java.util.List;

/// The environments of a function over the day. Emulates how Lambda starts, reuses and ends them.
final class LambdaFleet {
  private final LambdaFunction function;
  private final List<Release> releases;
  private final Journal journal;
  private final Dice dice;
  private final List<Environment> environments = new ArrayList<>();

  /// @param releases in the order of their times; the first one is live from the start of the day
  LambdaFleet(LambdaFunction function, List<Release> releases, Journal journal, Dice dice) {
    this.function = function;
    this.releases = List.copyOf(releases);
    this.journal = journal;
    this.dice = dice;
  }

  /// Starts an invocation that is requested at `millis`, in a warm environment or with a cold
  /// start.
  ///
  /// @param caller the span that invokes the function
  Invocation start(long millis, TraceContext caller) {
    Release release = live(millis);
    environments.removeIf(one -> one.isGone(release, millis));
    journal.tally().add("invocations", function.name());
    InvocationTrace trace = new InvocationTrace(function, journal, caller, millis);
    for (Environment one : environments) {
      if (one.isFree(millis) && one.release().equals(release)) {
        one.grow(release.leakMb() * (0.7 + 0.6 * dice.fraction()) + 0.02 * dice.fraction());
        return new Invocation(this, one, dice.uuid(), trace, millis, 0).started();
      }
    }
    return coldStart(release, millis, trace);
  }

  LambdaFunction function() {
    return function;
  }

  Journal journal() {
    return journal;
  }

  /// Removes an environment whose process has ended.
  void drop(Environment environment) {
    environments.remove(environment);
  }

  private Invocation coldStart(Release release, long millis, InvocationTrace trace) {
    String stream = Day.path(millis) + "/[" + release.version() + "]" + dice.hex(32);
    Environment fresh =
        new Environment(
            new Source(function.group(), stream, function.name()),
            release,
            millis,
            function.usedMb() + 6 * dice.fraction());
    environments.add(fresh);
    double init = dice.around(function.initMillis(), 0.18);
    journal.tally().add("cold_starts", function.name());
    Invocation invocation =
        new Invocation(this, fresh, dice.uuid(), trace, millis + Math.round(init), init);
    trace.initialized(invocation.start());
    journal.add(
        fresh.source(), millis, Level.INFO, function.format().initStart(invocation, millis));
    return invocation.started();
  }

  private Release live(long millis) {
    Release live = releases.getFirst();
    for (Release release : releases) {
      live = release.from() <= millis ? release : live;
    }
    return live;
  }
}
