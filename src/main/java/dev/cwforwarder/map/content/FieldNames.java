package dev.cwforwarder.map.content;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Caches field names, because an application logs the same names again and again. Thread-safe.
final class FieldNames {
  /// The maximum number of cached names. More names than this are not names but values, so the
  /// cache is cleared.
  static final int MAX_CACHED = 8_192;

  /// Longer names are not cached, to save memory.
  private static final int MAX_CACHED_LENGTH = 128;

  private final AtomicInteger cached = new AtomicInteger();
  private volatile FieldName root = FieldName.root();

  FieldName root() {
    return root;
  }

  /// The member or element `member` of `parent`.
  FieldName child(FieldName parent, String member) {
    @Nullable FieldName existing = parent.child(member);
    return existing != null ? existing : newChild(parent, member);
  }

  /// Like [#child], for the member behind `previous`, which usually is the same one in each object.
  FieldName childAfter(@Nullable FieldName previous, FieldName parent, String member) {
    FieldName expected = previous == null ? null : previous.next();
    if (expected != null && expected.member().equals(member)) {
      return expected;
    }
    FieldName child = child(parent, member);
    if (previous != null && child.length() <= MAX_CACHED_LENGTH) {
      previous.setNext(child);
    }
    return child;
  }

  private FieldName newChild(FieldName parent, String member) {
    FieldName child = parent.newChild(member);
    if (child.length() <= MAX_CACHED_LENGTH) {
      if (cached.incrementAndGet() > MAX_CACHED) {
        cached.set(0);
        root = FieldName.root();
      } else {
        parent.cacheChild(member, child);
      }
    }
    return child;
  }

  /// The number of cached names.
  int size() {
    return cached.get();
  }
}
