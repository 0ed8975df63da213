package dev.cwforwarder.subscribe.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides which log groups are delegated to polling, and when a delegation ends. A pure function,
/// like [SubscriptionPlanner].
public final class DelegationPlanner {
  /// A group created within this time counts as new: its events are read from its creation.
  private static final Duration NEW = Duration.ofDays(1);

  /// A new filter takes effect within seconds. Polling also reads what is ingested until then.
  private static final Duration SETTLE = Duration.ofMinutes(1);

  /// The end of a gap until it is known when the group was subscribed.
  private static final Duration ATTACH_GRACE = Duration.ofMinutes(10);

  private final boolean insights;

  /// @param insights whether polling may use Logs Insights, which AWS bills
  public DelegationPlanner(boolean insights) {
    this.insights = insights;
  }

  /// Whether the group is new, so that nothing has read its events yet.
  public static boolean isNew(ListedGroup group, Instant now) {
    return group.created().isAfter(now.minus(NEW));
  }

  /// The delegation that replaces `before`; empty if it does not change.
  ///
  /// @param decision the decision about the group, after all of its steps
  /// @param filters how many filters the group has now
  /// @param before the current delegation; null if there is none
  public Optional<Delegation> next(
      ListedGroup group, Decision decision, int filters, @Nullable Delegation before, Instant now) {
    Optional<Delegation.Follow> followed =
        before instanceof Delegation.Follow follow ? Optional.of(follow) : Optional.empty();
    return switch (decision) {
      case Decision.Attach _, Decision.Update _, Decision.Keep _, Decision.Covered _ ->
          followed.map(follow -> revoked(follow, now));
      case Decision.Skip skip when skip.why().isPollable() ->
          follow(group, skip.why(), filters, before, now);
      case Decision.Skip skip -> notPollable(skip.why(), before, now);
      case Decision.Remove _ -> followed.map(_ -> new Delegation.Dropped());
    };
  }

  private Optional<Delegation> follow(
      ListedGroup group, SkipReason why, int filters, @Nullable Delegation before, Instant now) {
    if (why == SkipReason.INFREQUENT_ACCESS && !insights) {
      return Optional.empty();
    }
    Delegation next =
        new Delegation.Follow(
            why, filters, since(before, isNew(group, now) ? group.created() : now));
    return next.equals(before) ? Optional.empty() : Optional.of(next);
  }

  /// The next delegation of a group that polling must not follow. A gap is still read to its end,
  /// with two exceptions: the group must never be read, or the gap ends later than
  /// [#gapBeforeAttach] allows, so that this stack cannot have written it.
  private static Optional<Delegation> notPollable(
      SkipReason why, @Nullable Delegation before, Instant now) {
    return switch (before) {
      case Delegation.Follow follow -> notFollowed(why, follow, now);
      case Delegation.Until range
          when why == SkipReason.OWN_GROUP
              || why == SkipReason.FEEDBACK_LOOP
              || why == SkipReason.NEVER
              || (why != SkipReason.DENIED
                  && range.until().isAfter(endOfMinute(now.plus(ATTACH_GRACE)))) ->
          Optional.of(new Delegation.Dropped());
      case Delegation.Until _, Delegation.Dropped _ -> Optional.empty();
      case null -> Optional.empty();
    };
  }

  private static Optional<Delegation> notFollowed(
      SkipReason why, Delegation.Follow follow, Instant now) {
    return switch (why) {
      // Still delegated: missing permissions do not change whether the group can be subscribed.
      case DENIED -> Optional.empty();
      case BY_HAND -> Optional.of(revoked(follow, now));
      case OWN_GROUP,
          FEEDBACK_LOOP,
          NEVER,
          LINKED_ACCOUNT,
          NOT_WANTED,
          INFREQUENT_ACCESS,
          DELIVERY,
          SLOTS_FULL ->
          Optional.of(new Delegation.Dropped());
    };
  }

  /// Polling overlaps with the filter until the filter has taken effect.
  private static Delegation revoked(Delegation.Follow follow, Instant now) {
    return new Delegation.Until(follow.since(), endOfMinute(now.plus(SETTLE)));
  }

  /// The gap to write before a group is subscribed, so that it is read even if the run is aborted
  /// right afterwards; empty if the group is not new.
  ///
  /// @param before the current delegation; null if there is none
  public Optional<Delegation.Until> gapBeforeAttach(
      ListedGroup group, @Nullable Delegation before, Instant now) {
    return gap(group, before, now, ATTACH_GRACE);
  }

  /// The gap of a group that was subscribed at `now`; empty if the group is not new.
  ///
  /// @param before the current delegation; null if there is none
  public Optional<Delegation.Until> gap(
      ListedGroup group, @Nullable Delegation before, Instant now) {
    return gap(group, before, now, SETTLE);
  }

  private static Optional<Delegation.Until> gap(
      ListedGroup group, @Nullable Delegation before, Instant now, Duration grace) {
    boolean unread =
        switch (before) {
          case null -> isNew(group, now);
          case Delegation.Dropped _ -> isNew(group, now);
          // An earlier attempt to subscribe the group wrote it. The gap has grown since.
          case Delegation.Until _ -> true;
          case Delegation.Follow _ -> false;
        };
    return unread
        ? Optional.of(
            new Delegation.Until(since(before, group.created()), endOfMinute(now.plus(grace))))
        : Optional.empty();
  }

  /// A delegation has the start of the one that it replaces.
  private static Instant since(@Nullable Delegation before, Instant otherwise) {
    return switch (before) {
      case null -> otherwise;
      case Delegation.Follow follow -> follow.since();
      case Delegation.Until range -> range.since();
      case Delegation.Dropped _ -> otherwise;
    };
  }

  /// Polling counts events by whole minutes.
  private static Instant endOfMinute(Instant time) {
    return time.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
  }
}
