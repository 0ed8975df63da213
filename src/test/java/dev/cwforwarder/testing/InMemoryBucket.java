package dev.cwforwarder.testing;

import static java.util.Objects.requireNonNull;

import dev.cwforwarder.replay.Bucket;
import dev.cwforwarder.replay.BucketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A bucket in memory that can simulate faults: a [Fault] is called before each operation and may
/// throw.
public final class InMemoryBucket implements Bucket {
  private final Clock clock;
  private final NavigableMap<String, Stored> objects = new TreeMap<>();
  private final List<String> calls = new ArrayList<>();
  private Fault fault = _ -> {};
  private int writes;
  private int pageSize = PAGE;
  private final Set<String> undeletable = new HashSet<>();

  /// Is called before an operation such as `delete`, `read KEY`, `list PREFIX` or `write KEY`.
  @FunctionalInterface
  public interface Fault {
    void before(String call) throws BucketException;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Stored(byte[] content, Instant modified, String version) {}

  public InMemoryBucket(Clock clock) {
    this.clock = clock;
  }

  public synchronized void put(String key, byte[] content) {
    objects.put(key, new Stored(content, clock.instant(), "v" + ++writes));
  }

  public synchronized List<String> keys() {
    return List.copyOf(objects.keySet());
  }

  /// The content of the object at `key`, which must exist.
  public synchronized byte[] content(String key) {
    return requireNonNull(objects.get(key), key).content();
  }

  public synchronized void remove(String key) {
    objects.remove(key);
  }

  /// All operations so far.
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  public synchronized void onCall(Fault newFault) {
    fault = newFault;
  }

  /// Refuses to delete this object.
  public synchronized void neverDelete(String key) {
    undeletable.add(key);
  }

  public void pageSize(int newPageSize) {
    pageSize = newPageSize;
  }

  @Override
  public synchronized List<String> folders(String prefix) throws BucketException {
    called("folders " + prefix);
    TreeSet<String> folders = new TreeSet<>();
    for (String key : objects.tailMap(prefix).keySet()) {
      int slash = key.startsWith(prefix) ? key.indexOf('/', prefix.length()) : -1;
      if (slash >= 0) {
        folders.add(key.substring(0, slash + 1));
      }
    }
    return List.copyOf(folders);
  }

  @Override
  public synchronized Page list(String prefix, String after) throws BucketException {
    called("list " + prefix);
    List<Item> items = new ArrayList<>();
    String from = after.compareTo(prefix) > 0 ? after : prefix;
    for (Map.Entry<String, Stored> entry : objects.tailMap(from).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        break;
      }
      if (entry.getKey().equals(after)) {
        continue;
      }
      if (items.size() == pageSize) {
        return new Page(items, false);
      }
      Stored stored = entry.getValue();
      items.add(new Item(entry.getKey(), stored.content().length, stored.modified()));
    }
    return new Page(items, true);
  }

  @Override
  public synchronized Optional<byte[]> read(String key, int maxBytes) throws BucketException {
    called("read " + key);
    return Optional.ofNullable(objects.get(key)).map(Stored::content);
  }

  @Override
  public synchronized Map<String, String> delete(List<String> keys) throws BucketException {
    if (keys.size() > PAGE) {
      throw new IllegalArgumentException(keys.size() + " keys");
    }
    called("delete " + keys.getFirst());
    Map<String, String> failed = new HashMap<>();
    for (String key : keys) {
      if (undeletable.contains(key)) {
        failed.put(key, "AccessDenied");
      } else {
        objects.remove(key);
      }
    }
    return failed;
  }

  @Override
  public synchronized void copy(String from, String to) throws BucketException {
    called("copy " + from);
    put(to, content(from));
  }

  @Override
  public synchronized Optional<Versioned> version(String key) throws BucketException {
    called("version " + key);
    return Optional.ofNullable(objects.get(key))
        .map(
            stored ->
                new Versioned(
                    stored.version(), Duration.between(stored.modified(), clock.instant())));
  }

  @Override
  public synchronized Optional<String> writeIf(String key, String content, String expected)
      throws BucketException {
    called("write " + key);
    Stored found = objects.get(key);
    if (!expected.equals(found == null ? "" : found.version())) {
      return Optional.empty();
    }
    put(key, content.getBytes(StandardCharsets.UTF_8));
    return Optional.of("v" + writes);
  }

  private void called(String call) throws BucketException {
    calls.add(call);
    fault.before(call);
  }
}
