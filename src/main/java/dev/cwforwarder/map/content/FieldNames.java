package dev.cwforwarder.map.content;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Remembers field names: an application logs the same ones again and again. Thread-safe.
final class FieldNames {
  /// More names than this, and they are no names but values: all are forgotten.
  static final int MOST_REMEMBERED = 8_192;

  /// Longer names are not worth their memory.
  private static final int LONGEST_REMEMBERED = 128;

  private final AtomicInteger remembered = new AtomicInteger();
  private volatile FieldName root = FieldName.root();

  FieldName root() {
    return root;
  }

  /// The member or element `member` of `parent`.
  FieldName child(FieldName parent, String member) {
    @Nullable FieldName known = parent.child(member);
    return known != null ? known : newChild(parent, member);
  }

  private FieldName newChild(FieldName parent, String member) {
    FieldName child = parent.newChild(member);
    if (child.length() <= LONGEST_REMEMBERED) {
      if (remembered.incrementAndGet() > MOST_REMEMBERED) {
        remembered.set(0);
        root = FieldName.root();
      } else {
        parent.remember(member, child);
      }
    }
    return child;
  }

  /// How many names are remembered.
  int size() {
    return remembered.get();
  }
}
