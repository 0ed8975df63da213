package dev.cwforwarder.subscribe;

import dev.cwforwarder.subscribe.plan.Decision;
import dev.cwforwarder.subscribe.plan.LogGroup;
import dev.cwforwarder.subscribe.plan.SkipReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells polling what it has to read, and what it has not to read any more.
final class DelegationPlanner {
  /// A group that is younger began while it could have been subscribed.
  static final Duration YOUNG = Duration.ofDays(1);

  /// A filter may take some seconds to work; what comes in meanwhile is read as well.
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private static final Duration ONE_MINUTE = Duration.ofMinutes(1);

  /// Until it is known when the group was attached.
  private static final Duration ATTACHED_SURELY = Duration.ofMinutes(10);

  private final PollDelegation handOver;
  private final Map<String, PollDelegation.Handed> handed;
  private final boolean acting;
  private final Clock clock;
  private final List<SubscribeReport.Handing> done = new ArrayList<>();
  private final List<SubscribeReport.Gap> gaps = new ArrayList<>();

  /// @param acting false: only say what would be told
  DelegationPlanner(
      PollDelegation handOver,
      Map<String, PollDelegation.Handed> handed,
      boolean acting,
      Clock clock) {
    this.handOver = handOver;
    this.handed = handed;
    this.acting = acting;
    this.clock = clock;
  }

  List<SubscribeReport.Handing> done() {
    return done;
  }

  List<SubscribeReport.Gap> gaps() {
    return gaps;
  }

  /// Before a group is attached: a run that is killed afterwards has left word of the gap.
  void beforeAttaching(LogGroup group) throws SubscribeException {
    if (isGap(group) && handOver.isOn()) {
      handOver.gap(group, group.created(), endOfMinute(ATTACHED_SURELY));
    }
  }

  void attached(LogGroup group) throws SubscribeException {
    if (!isGap(group)) {
      return;
    }
    Instant until = settled();
    if (handOver.isOn()) {
      if (acting) {
        handOver.gap(group, group.created(), until);
      }
      tell(group, "reads what came in before it was subscribed, since " + group.created());
    } else {
      gaps.add(new SubscribeReport.Gap(group, group.created(), clock.instant()));
    }
  }

  /// Once nothing more is done to a group.
  ///
  /// @param decision what holds for it now
  /// @param filters how many it has
  void settled(LogGroup group, Decision decision, int filters) throws SubscribeException {
    PollDelegation.Handed before = handed.get(group.id());
    boolean polled = before != null && before.why() != null;
    switch (decision) {
      case Decision.Attach _, Decision.Update _, Decision.Keep _, Decision.Covered _ -> {
        if (polled) {
          takeBack(group);
        }
      }
      case Decision.Skip skip when skip.why().isPollable() ->
          read(group, skip.why(), before, filters);
      case Decision.Skip skip -> {
        if (polled) {
          unreadable(group, skip.why());
        }
      }
      case Decision.Remove _ -> {
        if (polled) {
          drop(group, "reads it no more");
        }
      }
    }
  }

  /// A group that is polled, and would not be handed over now.
  private void unreadable(LogGroup group, SkipReason why) throws SubscribeException {
    switch (why) {
      // Read on: that its filters may not be seen says nothing about the group.
      case DENIED -> {}
      case BY_HAND -> takeBack(group);
      case OWN_GROUP, NEVER, LINKED_ACCOUNT, NOT_WANTED, INFREQUENT_ACCESS, DELIVERY, SLOTS_FULL ->
          drop(group, "reads it no more");
    }
  }

  private void read(
      LogGroup group, SkipReason why, PollDelegation.@Nullable Handed before, int filters)
      throws SubscribeException {
    if (!handOver.reads(why)) {
      return;
    }
    if (before != null && before.why() == why && before.filters() == filters) {
      return;
    }
    if (acting) {
      handOver.give(group, why, filters);
    }
    tell(group, "reads it: " + why.label());
  }

  /// Groups that were handed over and are no more.
  ///
  /// @param there all groups of `region`; nothing is known of those of others
  void vanished(List<LogGroup> there, String region) throws SubscribeException {
    Set<String> ids = there.stream().map(LogGroup::id).collect(Collectors.toSet());
    for (PollDelegation.Handed one : handed.values()) {
      if (one.group().region().equals(region) && !ids.contains(one.group().id())) {
        drop(one.group(), "reads it no more: it is gone");
      }
    }
  }

  private void takeBack(LogGroup group) throws SubscribeException {
    if (acting) {
      handOver.takeBack(group, settled());
    }
    tell(group, "reads it to here, then no more: it is subscribed");
  }

  private void drop(LogGroup group, String told) throws SubscribeException {
    if (acting) {
      handOver.drop(group);
    }
    tell(group, told);
  }

  private void tell(LogGroup group, String told) {
    done.add(new SubscribeReport.Handing(group, told));
  }

  /// One that is known already ends at an earlier attempt to attach the group: it has grown.
  private boolean isGap(LogGroup group) {
    PollDelegation.Handed before = handed.get(group.id());
    return before == null
        ? group.created().isAfter(clock.instant().minus(YOUNG))
        : before.why() == null;
  }

  /// The end of a minute, since sums of polling are of whole minutes.
  private Instant settled() {
    return endOfMinute(SETTLED);
  }

  private Instant endOfMinute(Duration fromNow) {
    return clock.instant().plus(fromNow).truncatedTo(ChronoUnit.MINUTES).plus(ONE_MINUTE);
  }
}
