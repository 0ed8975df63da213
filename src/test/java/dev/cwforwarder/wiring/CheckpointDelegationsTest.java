package dev.cwforwarder.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.poll.BackfillRequests;
import dev.cwforwarder.poll.DelegationStore;
import dev.cwforwarder.poll.FileCheckpoints;
import dev.cwforwarder.poll.PollSource;
import dev.cwforwarder.poll.SourceStatus;
import dev.cwforwarder.subscribe.PollDelegation;
import dev.cwforwarder.subscribe.plan.LogGroup;
import dev.cwforwarder.subscribe.plan.SkipReason;
import dev.cwforwarder.testing.time.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What subscribing writes for polling to read.
final class CheckpointDelegationsTest {
  private static final Instant OLD = Instant.parse("2025-01-01T00:00:00Z");

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock();
  private FileCheckpoints store;
  private CheckpointDelegations handOver;

  @BeforeEach
  void open() throws Exception {
    store = FileCheckpoints.open(folder.resolve("state.json"));
    handOver = new CheckpointDelegations(store, "123456789012", false, clock);
  }

  private static LogGroup group(String account, Instant created) {
    return new LogGroup(
        account,
        "us-east-1",
        "/app",
        "arn:aws:logs:us-east-1:x:log-group:/app",
        "STANDARD",
        created);
  }

  private DelegationStore.Item only() throws Exception {
    assertThat(new DelegationStore(store).all()).hasSize(1);
    return new DelegationStore(store).all().getFirst();
  }

  @Test
  void aGroupIsGivenFromNowAndTakenBackUntilATime() throws Exception {
    LogGroup group = group("123456789012", OLD);
    Instant begin = clock.instant();
    handOver.give(group, SkipReason.SLOTS_FULL, 5);
    assertThat(only().from()).isEqualTo(begin);
    assertThat(only().until()).isNull();
    assertThat(only().group().linked()).isFalse();

    clock.advance(Duration.ofHours(1));
    assertThat(handOver.all().values())
        .containsExactly(new PollDelegation.Handed(group, SkipReason.SLOTS_FULL, 5));
    handOver.give(group, SkipReason.SLOTS_FULL, 4);
    assertThat(only().from()).isEqualTo(begin);

    Instant attached = Instant.parse("2026-01-01T02:00:00Z");
    handOver.takeBack(group, attached);
    assertThat(only().until()).isEqualTo(attached);
    assertThat(only().from()).isEqualTo(begin);
    assertThat(handOver.all().values()).containsExactly(new PollDelegation.Handed(group, null, 4));
  }

  @Test
  void aNewGroupIsGivenFromItsCreation() throws Exception {
    Instant created = clock.instant().minus(Duration.ofHours(2));
    handOver.give(group("123456789012", created), SkipReason.LINKED_ACCOUNT, 0);

    assertThat(only().from()).isEqualTo(created);
  }

  @Test
  void aGapThatGrowsKeepsItsBeginning() throws Exception {
    LogGroup group = group("123456789012", OLD);
    Instant begin = clock.instant();
    handOver.give(group, SkipReason.SLOTS_FULL, 5);
    handOver.all();
    handOver.takeBack(group, begin.plusSeconds(60));

    handOver.gap(group, OLD, begin.plusSeconds(600));

    assertThat(only().from()).isEqualTo(begin);
    assertThat(only().until()).isEqualTo(begin.plusSeconds(600));
  }

  @Test
  void aBackfillOfANewGroupThatIsOrderedBeforeDoesNotHideItsBeginning() throws Exception {
    Instant created = clock.instant().minus(Duration.ofHours(2));
    LogGroup group = group("123456789012", created);
    new BackfillRequests(store, clock).backfillOnce(polled(group), created, clock.instant());
    clock.advance(Duration.ofMinutes(3));
    handOver.all();

    handOver.gap(group, created, clock.instant());
    assertThat(only().from()).isBeforeOrEqualTo(created);

    handOver.give(group, SkipReason.SLOTS_FULL, 5);
    assertThat(only().from()).isBeforeOrEqualTo(created);
    assertThat(SourceStatus.all(store).getFirst().lowest()).isBeforeOrEqualTo(created);
  }

  private static PollSource.Group polled(LogGroup group) {
    return new PollSource.Group(
        group.account(),
        group.region(),
        group.name(),
        group.arn(),
        group.logClass(),
        group.created(),
        false);
  }

  @Test
  void aGroupOfAnotherAccountIsReadByItsArn() throws Exception {
    handOver.give(group("210987654321", OLD), SkipReason.LINKED_ACCOUNT, 0);

    assertThat(only().group().linked()).isTrue();
  }

  @Test
  void whatIsDroppedIsNotHandedOverAnyMore() throws Exception {
    LogGroup group = group("123456789012", OLD);
    handOver.give(group, SkipReason.SLOTS_FULL, 5);
    handOver.drop(group);

    assertThat(only().dropped()).isTrue();
    assertThat(handOver.all()).isEmpty();
  }

  @Test
  void whatCostsMoneyIsReadOnlyWhereThatIsAllowed() {
    CheckpointDelegations paying = new CheckpointDelegations(store, "123456789012", true, clock);

    assertThat(handOver.reads(SkipReason.INFREQUENT_ACCESS)).isFalse();
    assertThat(paying.reads(SkipReason.INFREQUENT_ACCESS)).isTrue();
    assertThat(handOver.reads(SkipReason.SLOTS_FULL)).isTrue();
    assertThat(paying.reads(SkipReason.OWN_GROUP)).isFalse();
    assertThat(paying.reads(SkipReason.NOT_WANTED)).isFalse();
  }
}
