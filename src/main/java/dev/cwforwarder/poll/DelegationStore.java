package dev.cwforwarder.poll;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Log groups that were delegated to polling: they cannot be subscribed, or have events from before
/// their subscription. Stored next to the checkpoints. Thread-safe.
public final class DelegationStore {
  /// The start of the ids of delegations; the id of the source follows.
  static final String PREFIX = "#handed-over/";

  private static final int MAX_ATTEMPTS = 5;

  private final CheckpointStore store;

  public DelegationStore(CheckpointStore store) {
    this.store = store;
  }

  /// The delegation of one log group.
  ///
  /// @param why why the group cannot be subscribed; empty: it is subscribed, and only the range
  ///   until `until` is read
  /// @param filters how many subscription filters the group had when it was delegated
  /// @param from events ingested since then are read
  /// @param until events ingested after the minute of this time are not read; null: no end
  /// @param dropped whether the delegation is revoked, and only requested ranges are still read
  public record Item(
      PollSource.Group group,
      String why,
      int filters,
      Instant from,
      @Nullable Instant until,
      boolean dropped) {
    /// Reads a subscribed group from `from` until `until`.
    static Item until(PollSource.Group group, Instant from, Instant until) {
      return new Item(group, "", 0, from, until, false);
    }

    /// The revoked delegation.
    public Item drop() {
      return new Item(group, why, filters, from, until, true);
    }

    /// The delegation of a group that is subscribed by now: it is read until `end`.
    public Item readUntil(Instant end) {
      return new Item(group, "", filters, from, end, false);
    }

    Scope scope() {
      if (dropped) {
        return new Scope.BackfillsOnly();
      }
      return until == null ? new Scope.Everything() : new Scope.Until(until);
    }

    PollSource source() {
      return new PollSource(Access.own(group.region()), group, new StreamFilter.All());
    }
  }

  /// All delegations, sorted by the group's id.
  ///
  /// @param damaged receives a message for each delegation that cannot be read; it is skipped
  public List<Item> all(Consumer<String> damaged) throws CheckpointException {
    return items(store.list(), problem -> damaged.accept(String.valueOf(problem.getMessage())));
  }

  private static List<Item> items(
      List<CheckpointStore.Entry> entries, Consumer<CheckpointException> damaged) {
    List<Item> items = new ArrayList<>();
    for (CheckpointStore.Entry entry : entries) {
      if (entry.sourceId().startsWith(PREFIX)) {
        try {
          items.add(DelegationFormat.read(entry));
        } catch (CheckpointException e) {
          damaged.accept(e);
        }
      }
    }
    return items;
  }

  /// The delegation of a source, if there is one.
  Optional<Item> find(String sourceId) throws CheckpointException {
    CheckpointStore.Entry entry = store.load(PREFIX + sourceId);
    return entry.version() == 0 ? Optional.empty() : Optional.of(DelegationFormat.read(entry));
  }

  /// Adds the delegated groups to `found`. If a setting names a group, the setting takes
  /// precedence. Revoked delegations are candidates as well, since a backfill may be requested for
  /// them.
  ///
  /// @param entries all entries of the checkpoint store
  DiscoveryResult join(DiscoveryResult found, List<CheckpointStore.Entry> entries, PollPlan plan)
      throws CheckpointException {
    List<Candidate> candidates = new ArrayList<>(found.candidates());
    Set<String> named =
        candidates.stream().map(one -> one.source().id()).collect(Collectors.toSet());
    List<ReadException> problems = new ArrayList<>(found.problems());
    for (Item item : items(entries, damaged -> problems.add(unexpected(damaged)))) {
      candidate(item, named, plan, found.unsearched()).ifPresent(candidates::add);
    }
    return found.with(candidates, problems);
  }

  private static ReadException unexpected(CheckpointException damaged) {
    return new ReadException(
        ReadException.Reason.UNEXPECTED, String.valueOf(damaged.getMessage()), damaged);
  }

  private Optional<Candidate> candidate(
      Item item, Set<String> named, PollPlan plan, Set<String> unsearched)
      throws CheckpointException {
    PollSource source = item.source();
    if (plan.isOwn(item.group()) || !plan.shard().has(source)) {
      return Optional.empty();
    }
    if (!named.contains(source.id())) {
      return Optional.of(
          Candidate.delegated(
              item, plan.reading(source.access()), unsearched.contains(item.group().region())));
    }
    switch (item.scope()) {
      case Scope.Everything _ -> {} // stays: settings may stop naming the group
      case Scope.Until _, Scope.BackfillsOnly _ -> delete(item);
    }
    return Optional.empty();
  }

  /// Writes a delegation. Replaces the one of the same group, if there is one.
  public void put(Item item) throws CheckpointException {
    write(item, true);
  }

  /// Writes a delegation, unless the group is already delegated.
  void add(Item item) throws CheckpointException {
    write(item, false);
  }

  private void write(Item item, boolean replace) throws CheckpointException {
    String id = PREFIX + item.source().id();
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      CheckpointStore.Entry entry = store.load(id);
      boolean stays = !replace && entry.version() > 0 && !DelegationFormat.read(entry).dropped();
      if (stays || store.save(entry, DelegationFormat.write(item)).isPresent()) {
        return;
      }
    }
    throw new CheckpointException(
        "%s keeps changing; do two functions delegate the same log group?".formatted(id), null);
  }

  /// Revokes a delegation, unless it was changed in the meantime.
  ///
  /// @return whether it is revoked
  boolean drop(Item item) throws CheckpointException {
    CheckpointStore.Entry entry = store.load(PREFIX + item.source().id());
    return entry.version() > 0
        && DelegationFormat.read(entry).equals(item)
        && (item.dropped() || store.save(entry, DelegationFormat.write(item.drop())).isPresent());
  }

  /// Deletes a delegation, unless it was changed in the meantime.
  void delete(Item item) throws CheckpointException {
    CheckpointStore.Entry entry = store.load(PREFIX + item.source().id());
    if (entry.version() > 0 && DelegationFormat.read(entry).equals(item)) {
      store.delete(entry);
    }
  }
}
