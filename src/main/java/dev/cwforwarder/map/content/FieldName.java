package dev.cwforwarder.map.content;

import io.opentelemetry.api.common.AttributeKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The position of a value in a JSON object, with its flattened name, its role and its attribute
/// keys. Thread-safe.
final class FieldName {
  /// The depth of the object itself.
  private static final int ROOT = 0;

  private final String path;
  private final String member;
  private final int depth;
  private final FieldRole role;
  private final boolean reserved;
  private final String name;
  private final Map<String, FieldName> children = new ConcurrentHashMap<>(4);

  // Created lazily. If two threads create a key at the same time, either may be used.
  private @Nullable AttributeKey<String> stringKeyCache;
  private @Nullable AttributeKey<Long> longKeyCache;
  private @Nullable AttributeKey<Double> doubleKeyCache;
  private @Nullable AttributeKey<Boolean> booleanKeyCache;

  /// The member that was read after this one in the last object.
  private @Nullable FieldName next;

  private FieldName(String path, String member, int depth) {
    this.path = path;
    this.member = member;
    this.depth = depth;
    this.role = FieldRole.of(path);
    this.reserved = path.isEmpty() || RecordKeys.isReserved(path);
    this.name = reserved ? Fields.ORIGINAL + path : path;
  }

  static FieldName root() {
    return new FieldName("", "", ROOT);
  }

  /// The member or element `member`; null if it is not cached.
  @Nullable FieldName child(String member) {
    return children.get(member);
  }

  FieldName newChild(String member) {
    return new FieldName(depth == ROOT ? member : path + '.' + member, member, depth + 1);
  }

  void cacheChild(String member, FieldName child) {
    children.put(member, child);
  }

  String member() {
    return member;
  }

  @Nullable FieldName next() {
    return next;
  }

  void setNext(FieldName following) {
    next = following;
  }

  /// The number of names in the flattened name.
  int depth() {
    return depth;
  }

  int length() {
    return path.length();
  }

  FieldRole role() {
    return role;
  }

  /// Whether the name is reserved, so that the value is added under another name.
  boolean isReserved() {
    return reserved;
  }

  AttributeKey<String> stringKey() {
    AttributeKey<String> key = stringKeyCache;
    if (key == null) {
      key = AttributeKey.stringKey(name);
      stringKeyCache = key;
    }
    return key;
  }

  AttributeKey<Long> longKey() {
    AttributeKey<Long> key = longKeyCache;
    if (key == null) {
      key = AttributeKey.longKey(name);
      longKeyCache = key;
    }
    return key;
  }

  AttributeKey<Double> doubleKey() {
    AttributeKey<Double> key = doubleKeyCache;
    if (key == null) {
      key = AttributeKey.doubleKey(name);
      doubleKeyCache = key;
    }
    return key;
  }

  AttributeKey<Boolean> booleanKey() {
    AttributeKey<Boolean> key = booleanKeyCache;
    if (key == null) {
      key = AttributeKey.booleanKey(name);
      booleanKeyCache = key;
    }
    return key;
  }
}
