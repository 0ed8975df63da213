package dev.cwforwarder.replay;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Walks the objects of all functions and shards, oldest day first, holding one page of keys for
/// each. Keys carry the date behind the function's or shard's name, so merging them by what follows
/// that name is enough. Not thread-safe.
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
        begin(root);
      }
    }
  }

  boolean isEmpty() {
    return walks.isEmpty();
  }

  /// The oldest object, left where it is; null when there are no more.
  Bucket.@Nullable Item peek() {
    Walk oldest = walks.peek();
    return oldest == null ? null : oldest.head();
  }

  /// Goes on to the next object.
  void skip() throws BucketException {
    Walk oldest = walks.poll();
    if (oldest != null) {
      oldest.page.remove();
      if (oldest.fill()) {
        walks.add(oldest);
      }
    }
  }

  private void begin(String root) throws BucketException {
    String wanted = request.prefix();
    if (!wanted.startsWith(root) && !root.startsWith(wanted)) {
      return;
    }
    Walk walk = new Walk(root, wanted.startsWith(root) ? wanted : root);
    if (walk.fill()) {
      walks.add(walk);
    }
  }

  /// One function's or one shard's objects.
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

    /// Whether there is a next object.
    boolean fill() throws BucketException {
      while (page.isEmpty() && !last) {
        Bucket.Page next = bucket.list(prefix, after);
        last = next.last() || next.items().isEmpty();
        if (!next.items().isEmpty()) {
          after = next.items().getLast().key();
        }
        next.items().stream().filter(request::wants).forEach(page::add);
      }
      return !page.isEmpty();
    }
  }
}
