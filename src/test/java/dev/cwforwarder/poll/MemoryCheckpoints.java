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

/// Checkpoints in memory, with versions and leases like those of the table.
final class MemoryCheckpoints implements CheckpointStore {
  private record Held(String owner, Instant until) {}

  private final Clock clock;
  private final Map<String, Entry> entries = new TreeMap<>();
  private final Map<String, Held> leases = new HashMap<>();
  private long writes;
  private @Nullable Interruption beforeDelete;
  private @Nullable Interruption beforeCall;
  private int callsUntil;

  /// What another process does in between.
  interface Interruption {
    void happen() throws CheckpointException;
  }

  MemoryCheckpoints(Clock clock) {
    this.clock = clock;
  }

  private Entry stored(String sourceId) {
    return entries.getOrDefault(sourceId, new Entry(sourceId, 0, ""));
  }

  @Override
  public synchronized Entry load(String sourceId) throws CheckpointException {
    interrupt();
    return stored(sourceId);
  }

  @Override
  public synchronized Optional<Entry> save(Entry entry, String state) throws CheckpointException {
    interrupt();
    writes++;
    if (stored(entry.sourceId()).version() != entry.version()) {
      return Optional.empty();
    }
    Entry next = new Entry(entry.sourceId(), entry.version() + 1, state);
    entries.put(entry.sourceId(), next);
    return Optional.of(next);
  }

  /// Runs `interruption` once, before the call with this number that loads, saves or deletes an
  /// entry.
  ///
  /// @param calls 0 is the next call
  void beforeCall(int calls, Interruption interruption) {
    callsUntil = calls;
    beforeCall = interruption;
  }

  /// Whether the interruption has happened.
  boolean wasInterrupted() {
    return beforeCall == null;
  }

  private void interrupt() throws CheckpointException {
    Interruption interruption = beforeCall;
    if (interruption != null && callsUntil-- == 0) {
      beforeCall = null;
      interruption.happen();
    }
  }

  /// Runs `interruption` once, before the next entry is deleted.
  void beforeDelete(Interruption interruption) {
    beforeDelete = interruption;
  }

  @Override
  public synchronized boolean delete(Entry entry) throws CheckpointException {
    interrupt();
    Interruption interruption = beforeDelete;
    beforeDelete = null;
    if (interruption != null) {
      interruption.happen();
    }
    return stored(entry.sourceId()).version() == entry.version()
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
