package dev.cwforwarder.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Checkpoints in memory, with versions and leases as the table has them.
final class MemoryCheckpoints implements CheckpointStore {
  private record Held(String owner, Instant until) {}

  private final Clock clock;
  private final Map<String, Entry> entries = new TreeMap<>();
  private final Map<String, Held> leases = new HashMap<>();
  private long writes;
  private @Nullable Intrusion beforeDelete;
  private @Nullable Intrusion beforeCall;
  private int callsUntil;

  /// What somebody else does in between.
  interface Intrusion {
    void happen() throws CheckpointException;
  }

  MemoryCheckpoints(Clock clock) {
    this.clock = clock;
  }

  private Entry kept(String sourceId) {
    return entries.getOrDefault(sourceId, new Entry(sourceId, 0, ""));
  }

  @Override
  public synchronized Entry load(String sourceId) throws CheckpointException {
    moment();
    return kept(sourceId);
  }

  @Override
  public synchronized Optional<Entry> save(Entry entry, String state) throws CheckpointException {
    moment();
    writes++;
    if (kept(entry.sourceId()).version() != entry.version()) {
      return Optional.empty();
    }
    Entry next = new Entry(entry.sourceId(), entry.version() + 1, state);
    entries.put(entry.sourceId(), next);
    return Optional.of(next);
  }

  /// Happens once, right before the `calls`-th call from now that reads, writes or deletes an
  /// entry; 0 is the next.
  void beforeCall(int calls, Intrusion intrusion) {
    callsUntil = calls;
    beforeCall = intrusion;
  }

  /// Whether that has happened.
  boolean hasIntruded() {
    return beforeCall == null;
  }

  private void moment() throws CheckpointException {
    Intrusion intrusion = beforeCall;
    if (intrusion != null && callsUntil-- == 0) {
      beforeCall = null;
      intrusion.happen();
    }
  }

  /// Happens once, right before the next entry is deleted.
  void beforeDelete(Intrusion intrusion) {
    beforeDelete = intrusion;
  }

  @Override
  public synchronized boolean delete(Entry entry) throws CheckpointException {
    moment();
    Intrusion intrusion = beforeDelete;
    beforeDelete = null;
    if (intrusion != null) {
      intrusion.happen();
    }
    return kept(entry.sourceId()).version() == entry.version()
        && entries.remove(entry.sourceId()) != null;
  }

  @Override
  public synchronized List<Entry> list() {
    return List.copyOf(entries.values());
  }

  @Override
  public synchronized boolean lease(String name, String owner, Duration time) {
    Held held = leases.get(name);
    Instant now = clock.instant();
    if (held != null && !held.owner().equals(owner) && held.until().isAfter(now)) {
      return false;
    }
    leases.put(name, new Held(owner, now.plus(time)));
    return true;
  }

  @Override
  public synchronized void release(String name, String owner) {
    Held held = leases.get(name);
    if (held != null && held.owner().equals(owner)) {
      leases.remove(name);
    }
  }

  synchronized long writes() {
    return writes;
  }
}
