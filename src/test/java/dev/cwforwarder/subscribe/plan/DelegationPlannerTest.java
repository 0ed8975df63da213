package dev.cwforwarder.subscribe.plan;

import static dev.cwforwarder.subscribe.plan.TestStack.ACCOUNT;
import static dev.cwforwarder.subscribe.plan.TestStack.ALIAS;
import static dev.cwforwarder.subscribe.plan.TestStack.FILTER_NAME;
import static dev.cwforwarder.subscribe.plan.TestStack.REGION;
import static dev.cwforwarder.subscribe.plan.TestStack.filter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.model.LogGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The delegation that follows from a decision and the current delegation.
final class DelegationPlannerTest {
  private static final Instant NOW = Instant.parse("2026-01-02T10:20:30Z");
  private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant AFTER_SETTLING = Instant.parse("2026-01-02T10:22:00Z");
  private static final Instant AFTER_GRACE = Instant.parse("2026-01-02T10:31:00Z");
  private static final Filter FILTER = filter(FILTER_NAME, ALIAS);
  private static final ListedGroup OLD = group(Duration.ofDays(2));
  private static final ListedGroup NEW = group(Duration.ofHours(23));
  private static final @Nullable Delegation NONE = null;
  private static final Delegation FULL = follow(SkipReason.SLOTS_FULL, 2, EARLIER);
  private static final Delegation RANGE = new Delegation.Until(EARLIER, NOW);
  private static final Delegation DROPPED = new Delegation.Dropped();

  private final DelegationPlanner planner = new DelegationPlanner(false);

  private static ListedGroup group(Duration age) {
    return new ListedGroup(
        new LogGroup(ACCOUNT, REGION, "/app"), "arn", "STANDARD", NOW.minus(age));
  }

  private static Delegation follow(SkipReason why, int filters, Instant since) {
    return new Delegation.Follow(why, filters, since);
  }

  private static Decision skip(SkipReason why) {
    return new Decision.Skip(why, "");
  }

  private Optional<Delegation> next(
      ListedGroup group, Decision decision, int filters, @Nullable Delegation before) {
    return planner.next(group, decision, filters, before, NOW);
  }

  private static List<Decision> pushed() {
    return List.of(
        new Decision.Attach(FILTER, ""),
        new Decision.Update(FILTER, ""),
        new Decision.Keep(FILTER, ""),
        new Decision.Covered(""));
  }

  @ParameterizedTest
  @MethodSource("pushed")
  void aDelegationIsRevokedOnceTheGroupIsPushed(Decision decision) {
    assertThat(next(OLD, decision, 1, FULL))
        .contains(new Delegation.Until(EARLIER, AFTER_SETTLING));
    assertThat(next(OLD, decision, 1, NONE)).isEmpty();
    assertThat(next(OLD, decision, 1, RANGE)).isEmpty();
  }

  @Test
  void anOldGroupIsFollowedFromNowAndANewOneFromItsCreation() {
    Decision full = skip(SkipReason.SLOTS_FULL);

    assertThat(next(OLD, full, 2, NONE)).contains(follow(SkipReason.SLOTS_FULL, 2, NOW));
    assertThat(next(NEW, full, 2, NONE)).contains(follow(SkipReason.SLOTS_FULL, 2, NEW.created()));
  }

  @Test
  void aDelegationKeepsItsStartWhenTheReasonOrTheFiltersChange() {
    assertThat(next(OLD, skip(SkipReason.SLOTS_FULL), 2, FULL)).isEmpty();
    assertThat(next(OLD, skip(SkipReason.SLOTS_FULL), 3, FULL))
        .contains(follow(SkipReason.SLOTS_FULL, 3, EARLIER));
    assertThat(next(NEW, skip(SkipReason.LINKED_ACCOUNT), 2, FULL))
        .contains(follow(SkipReason.LINKED_ACCOUNT, 2, EARLIER));
    assertThat(next(NEW, skip(SkipReason.SLOTS_FULL), 2, RANGE)).contains(FULL);
  }

  @Test
  void infrequentAccessIsFollowedOnlyWithLogsInsights() {
    Decision infrequent = skip(SkipReason.INFREQUENT_ACCESS);
    DelegationPlanner paying = new DelegationPlanner(true);

    assertThat(next(OLD, infrequent, 0, NONE)).isEmpty();
    assertThat(paying.next(OLD, infrequent, 0, NONE, NOW))
        .contains(follow(SkipReason.INFREQUENT_ACCESS, 0, NOW));
  }

  @ParameterizedTest
  @EnumSource(names = {"OWN_GROUP", "NEVER", "NOT_WANTED", "DELIVERY"})
  void aDelegationIsDroppedWhenTheGroupMustNotBeRead(SkipReason why) {
    assertThat(next(OLD, skip(why), 2, FULL)).contains(DROPPED);
    assertThat(next(OLD, skip(why), 2, NONE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_WANTED", "DELIVERY", "BY_HAND", "DENIED"})
  void aRangeIsReadToItsEndWhenTheGroupIsNoLongerSubscribed(SkipReason why) {
    assertThat(next(OLD, skip(why), 2, RANGE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"OWN_GROUP", "NEVER"})
  void aRangeIsDroppedWhenTheGroupMustNeverBeRead(SkipReason why) {
    assertThat(next(OLD, skip(why), 0, RANGE)).contains(DROPPED);
    assertThat(next(OLD, skip(why), 0, DROPPED)).isEmpty();
    assertThat(next(OLD, skip(why), 0, NONE)).isEmpty();
  }

  /// A forged item: the stack never writes a range that ends later than the grace period.
  @ParameterizedTest
  @EnumSource(names = {"NOT_WANTED", "DELIVERY", "BY_HAND"})
  void aRangeThatThisStackCannotHaveWrittenIsDropped(SkipReason why) {
    assertThat(next(OLD, skip(why), 0, new Delegation.Until(EARLIER, AFTER_GRACE))).isEmpty();
    assertThat(next(OLD, skip(why), 0, new Delegation.Until(EARLIER, AFTER_GRACE.plusSeconds(1))))
        .contains(DROPPED);
  }

  @Test
  void aDelegationIsDroppedWithTheGroupsOwnFilter() {
    assertThat(next(OLD, new Decision.Remove(FILTER, ""), 2, FULL)).contains(DROPPED);
    assertThat(next(OLD, new Decision.Remove(FILTER, ""), 2, NONE)).isEmpty();
  }

  @Test
  void anUnmanagedFilterRevokesADelegation() {
    assertThat(next(OLD, skip(SkipReason.BY_HAND), 2, FULL))
        .contains(new Delegation.Until(EARLIER, AFTER_SETTLING));
  }

  @Test
  void missingPermissionsDoNotChangeADelegation() {
    assertThat(next(OLD, skip(SkipReason.DENIED), 0, FULL)).isEmpty();
    assertThat(next(OLD, skip(SkipReason.DENIED), 0, NONE)).isEmpty();
  }

  @Test
  void onlyANewGroupHasAGap() {
    assertThat(planner.gapBeforeAttach(NEW, NONE, NOW))
        .contains(new Delegation.Until(NEW.created(), AFTER_GRACE));
    assertThat(planner.gap(NEW, NONE, NOW))
        .contains(new Delegation.Until(NEW.created(), AFTER_SETTLING));
    assertThat(planner.gap(NEW, DROPPED, NOW))
        .contains(new Delegation.Until(NEW.created(), AFTER_SETTLING));
    assertThat(planner.gap(OLD, NONE, NOW)).isEmpty();
    assertThat(planner.gap(NEW, FULL, NOW)).isEmpty();
  }

  @Test
  void aGroupOfExactlyADayIsNotNew() {
    assertThat(planner.gap(group(Duration.ofDays(1)), NONE, NOW)).isEmpty();
    assertThat(planner.gap(group(Duration.ofDays(1).minusMillis(1)), NONE, NOW)).isPresent();
  }

  @Test
  void anEarlierGapGrowsAndKeepsItsStart() {
    assertThat(planner.gap(OLD, RANGE, NOW))
        .contains(new Delegation.Until(EARLIER, AFTER_SETTLING));
  }
}
