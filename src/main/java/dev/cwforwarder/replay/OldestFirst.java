package dev.cwforwarder.replay;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Iterates over the objects of all functions and shards, oldest day first, with one page of keys
/// for each in memory. In a key the date follows the name of the function or shard, so the objects
/// are merged by the part after that name. Not thread-safe.
final class OldestFirst {
  private final Bucket bucket;
  private final ReplayRequest request;
  private final PriorityQueue<Walk> walks =
      new PriorityQueue<>(
          Comparator.comparing((Walk walk) -> walk.head().key().substring(walk.root.length()))
              .thenComparing(walk -> walk.root));

  OldestFirst(Bucket bucket, ReplayRequest request) throws BucketException {
    this.bucket = bucket;
    this.request = request;
    for (Folder folder : request.folders()) {
      for (String root : folder.roots(bucket)) {
        start(root);
      }
    }
  }

  boolean isEmpty() {
    return walks.isEmpty();
  }

  /// The oldest object, without removing it from the iteration; null at the end.
  Bucket.@Nullable Item peek() {
    Walk oldest = walks.peek();
    return oldest == null ? null : oldest.head();
  }

  /// Moves to the next object.
  void advance() throws BucketException {
    Walk oldest = walks.poll();
    if (oldest != null) {
      oldest.page.remove();
      if (oldest.fill()) {
        walks.add(oldest);
      }
    }
  }

  private void start(String root) throws BucketException {
    String prefix = request.prefix();
    if (!prefix.startsWith(root) && !root.startsWith(prefix)) {
      return;
    }
    Walk walk = new Walk(root, prefix.startsWith(root) ? prefix : root);
    if (walk.fill()) {
      walks.add(walk);
    }
  }

  /// The objects of one function or shard.
  private final class Walk {
    private final String root;
    private final String prefix;
    private final Deque<Bucket.Item> page = new ArrayDeque<>();
    private String after = "";
    private boolean last;

    Walk(String root, String prefix) {
      this.root = root;
      this.prefix = prefix;
    }

    Bucket.Item head() {
      return page.element();
    }

    /// Loads the next page if necessary.
    ///
    /// @return whether there is a next object
    boolean fill() throws BucketException {
      while (page.isEmpty() && !last) {
        Bucket.Page next = bucket.list(prefix, after);
        last = next.last() || next.items().isEmpty();
        if (!next.items().isEmpty()) {
          after = next.items().getLast().key();
        }
        next.items().stream().filter(request::matches).forEach(page::add);
      }
      return !page.isEmpty();
    }
  }
}
