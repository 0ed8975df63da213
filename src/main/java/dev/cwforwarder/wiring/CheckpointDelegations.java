package dev.cwforwarder.wiring;

import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.poll.CheckpointStore;
import dev.cwforwarder.poll.DelegationStore;
import dev.cwforwarder.poll.PollSource;
import dev.cwforwarder.subscribe.PollDelegation;
import dev.cwforwarder.subscribe.SubscribeException;
import dev.cwforwarder.subscribe.plan.LogGroup;
import dev.cwforwarder.subscribe.plan.SkipReason;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells polling what it has to read, by items beside its checkpoints. Not thread-safe.
final class CheckpointDelegations implements PollDelegation {
  private final DelegationStore handedOver;
  private final String account;
  private final boolean insights;
  private final Clock clock;
  private final Map<String, DelegationStore.Item> items = new HashMap<>();

  /// @param account the caller's: groups of others are read by their ARN
  /// @param insights whether polling may use Logs Insights
  CheckpointDelegations(CheckpointStore store, String account, boolean insights, Clock clock) {
    this.handedOver = new DelegationStore(store);
    this.account = account;
    this.insights = insights;
    this.clock = clock;
  }

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public boolean reads(SkipReason why) {
    return why.isPollable() && (why != SkipReason.INFREQUENT_ACCESS || insights);
  }

  @Override
  public Map<String, Handed> all() throws SubscribeException {
    items.clear();
    Map<String, Handed> all = new HashMap<>();
    try {
      for (DelegationStore.Item item : handedOver.all()) {
        if (!item.dropped()) {
          Handed handed = new Handed(group(item.group()), why(item), item.filters());
          items.put(handed.group().id(), item);
          all.put(handed.group().id(), handed);
        }
      }
    } catch (CheckpointException e) {
      throw problem(e);
    }
    return all;
  }

  private static @Nullable SkipReason why(DelegationStore.Item item) {
    return item.why().isEmpty() ? null : SkipReason.ofStored(item.why());
  }

  private static LogGroup group(PollSource.Group group) {
    return new LogGroup(
        group.account(),
        group.region(),
        group.name(),
        group.arn(),
        group.logClass(),
        group.created());
  }

  private PollSource.Group polled(LogGroup group) {
    return new PollSource.Group(
        group.account(),
        group.region(),
        group.name(),
        group.arn(),
        group.logClass(),
        group.created(),
        !group.account().equals(account));
  }

  @Override
  public void give(LogGroup group, SkipReason why, int filters) throws SubscribeException {
    PollSource.Group polled = polled(group);
    Instant begin = polled.unreadSince(clock.instant());
    put(
        new DelegationStore.Item(
            polled,
            why.stored(),
            filters,
            before(group).map(DelegationStore.Item::from).orElse(begin),
            null,
            false));
  }

  @Override
  public void takeBack(LogGroup group, Instant until) throws SubscribeException {
    Optional<DelegationStore.Item> before = before(group);
    if (before.isPresent()) {
      put(before.get().readUntil(until));
    }
  }

  @Override
  public void drop(LogGroup group) throws SubscribeException {
    Optional<DelegationStore.Item> before = before(group);
    if (before.isPresent()) {
      put(before.get().drop());
    }
  }

  @Override
  public void gap(LogGroup group, Instant from, Instant until) throws SubscribeException {
    Instant begin = before(group).map(DelegationStore.Item::from).orElse(from);
    put(new DelegationStore.Item(polled(group), "", 0, begin, until, false));
  }

  private Optional<DelegationStore.Item> before(LogGroup group) {
    return Optional.ofNullable(items.get(group.id()));
  }

  private void put(DelegationStore.Item item) throws SubscribeException {
    try {
      handedOver.put(item);
      items.put(group(item.group()).id(), item);
    } catch (CheckpointException e) {
      throw problem(e);
    }
  }

  private static SubscribeException problem(CheckpointException e) {
    return new SubscribeException(
        SubscribeException.Reason.UNAVAILABLE, String.valueOf(e.getMessage()), e);
  }
}
