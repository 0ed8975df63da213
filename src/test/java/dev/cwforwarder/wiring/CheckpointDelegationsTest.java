package dev.cwforwarder.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.poll.BackfillRequests;
import dev.cwforwarder.poll.DelegationStore;
import dev.cwforwarder.poll.FileCheckpoints;
import dev.cwforwarder.poll.PollSource;
import dev.cwforwarder.poll.SourceStatus;
import dev.cwforwarder.subscribe.Delegations.Delegated;
import dev.cwforwarder.subscribe.plan.Decision;
import dev.cwforwarder.subscribe.plan.Delegation;
import dev.cwforwarder.subscribe.plan.DelegationPlanner;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import dev.cwforwarder.subscribe.plan.SkipReason;
import dev.cwforwarder.testing.time.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Delegations as polling reads them.
final class CheckpointDelegationsTest {
  private static final String ACCOUNT = "123456789012";
  private static final Instant OLD = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2026-01-01T02:00:00Z");

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock();
  private FileCheckpoints store;
  private CheckpointDelegations delegations;

  @BeforeEach
  void open() throws Exception {
    store = FileCheckpoints.open(folder.resolve("state.json"));
    delegations = new CheckpointDelegations(store, ACCOUNT);
  }

  private static ListedGroup group(String account, Instant created) {
    return new ListedGroup(
        new LogGroup(account, "us-east-1", "/app"),
        "arn:aws:logs:us-east-1:210987654321:log-group:/app",
        "STANDARD",
        created);
  }

  private DelegationStore.Item only() throws Exception {
    assertThat(new DelegationStore(store).all(Assertions::fail)).hasSize(1);
    return new DelegationStore(store).all(Assertions::fail).getFirst();
  }

  @Test
  void aFollowedGroupIsReadWithoutEnd() throws Exception {
    ListedGroup group = group(ACCOUNT, OLD);
    Delegation follow = new Delegation.Follow(SkipReason.SLOTS_FULL, 5, clock.instant());

    delegations.write(group, follow);

    assertThat(only().why()).isEqualTo("SLOTS_FULL");
    assertThat(only().from()).isEqualTo(clock.instant());
    assertThat(only().until()).isNull();
    assertThat(only().group().linked()).isFalse();
    assertThat(delegations.all(Assertions::fail)).containsExactly(new Delegated(group, follow));
  }

  @Test
  void aRevokedDelegationKeepsEverythingButItsEnd() throws Exception {
    ListedGroup group = group(ACCOUNT, OLD);
    delegations.write(group, new Delegation.Follow(SkipReason.SLOTS_FULL, 5, OLD));

    delegations.all(Assertions::fail);
    delegations.write(group, new Delegation.Until(OLD, LATER));

    assertThat(only())
        .isEqualTo(new DelegationStore.Item(only().group(), "", 5, OLD, LATER, false));
    assertThat(delegations.all(Assertions::fail))
        .containsExactly(new Delegated(group, new Delegation.Until(OLD, LATER)));
  }

  @Test
  void aGapIsReadUntilItsEnd() throws Exception {
    delegations.write(group(ACCOUNT, OLD), new Delegation.Until(OLD, LATER));

    assertThat(only())
        .isEqualTo(new DelegationStore.Item(only().group(), "", 0, OLD, LATER, false));
  }

  @Test
  void aBackfillRequestedBeforeANewGroupIsDelegatedDoesNotHideItsStart() throws Exception {
    Instant created = clock.instant().minus(Duration.ofHours(2));
    ListedGroup group = group(ACCOUNT, created);
    new BackfillRequests(store, clock).backfillOnce(polled(group), created, clock.instant());
    clock.advance(Duration.ofMinutes(3));
    DelegationPlanner planner = new DelegationPlanner(false);
    Delegation requested = delegations.all(Assertions::fail).getFirst().delegation();

    Delegation gap = planner.gap(group, requested, clock.instant()).orElseThrow();
    delegations.write(group, gap);
    assertThat(only().from()).isBeforeOrEqualTo(created);

    Decision full = new Decision.Skip(SkipReason.SLOTS_FULL, "full");
    delegations.write(group, planner.next(group, full, 5, gap, clock.instant()).orElseThrow());
    assertThat(only().from()).isBeforeOrEqualTo(created);
    assertThat(SourceStatus.all(store).getFirst().lowest()).isBeforeOrEqualTo(created);
  }

  private static PollSource.Group polled(ListedGroup group) {
    return new PollSource.Group(
        group.id().account(),
        group.id().region(),
        group.name(),
        group.arn(),
        group.logClass(),
        group.created(),
        false);
  }

  @Test
  void aGroupOfALinkedAccountIsReadByItsArn() throws Exception {
    delegations.write(
        group("210987654321", OLD), new Delegation.Follow(SkipReason.LINKED_ACCOUNT, 0, OLD));

    assertThat(only().group().linked()).isTrue();
  }

  @Test
  void aDroppedDelegationIsMarkedAndNotListedAnyMore() throws Exception {
    ListedGroup group = group(ACCOUNT, OLD);
    delegations.write(group, new Delegation.Follow(SkipReason.SLOTS_FULL, 5, OLD));

    delegations.write(group, new Delegation.Dropped());

    assertThat(only().dropped()).isTrue();
    assertThat(delegations.all(Assertions::fail)).isEmpty();
  }

  @Test
  void aDelegationThatCannotBeReadIsSkippedAndReported() throws Exception {
    ListedGroup group = group(ACCOUNT, OLD);
    Delegation follow = new Delegation.Follow(SkipReason.SLOTS_FULL, 5, clock.instant());
    delegations.write(group, follow);
    store.save(store.load("#handed-over/" + ACCOUNT + "/us-east-1/damaged"), "{\"format\":");
    List<String> damaged = new ArrayList<>();

    assertThat(delegations.all(damaged::add)).containsExactly(new Delegated(group, follow));

    assertThat(damaged)
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("us-east-1/damaged is not a valid delegation");
  }

  @Test
  void aDelegationWithAnUnknownReasonIsSkippedAndItsStartIsNotLost() throws Exception {
    ListedGroup group = group(ACCOUNT, OLD);
    delegations.write(group, new Delegation.Follow(SkipReason.SLOTS_FULL, 5, OLD));
    DelegationStore.Item known = only();
    new DelegationStore(store)
        .put(new DelegationStore.Item(known.group(), "FROM_THE_FUTURE", 5, OLD, null, false));
    List<String> damaged = new ArrayList<>();

    assertThat(delegations.all(damaged::add)).isEmpty();
    assertThat(damaged)
        .containsExactly(
            "the delegation of 123456789012/us-east-1//app: 'FROM_THE_FUTURE' is not a skip reason");
    assertThat(only().why()).isEqualTo("FROM_THE_FUTURE");

    delegations.write(group, new Delegation.Follow(SkipReason.SLOTS_FULL, 5, LATER));
    assertThat(only()).isEqualTo(known);
  }
}
