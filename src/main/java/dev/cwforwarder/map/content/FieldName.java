package dev.cwforwarder.map.content;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The place of a value in a JSON object, with what is known of it: its flattened name, what that
/// name means, and the attribute keys made of it. Thread-safe.
final class FieldName {
  /// Of the object itself.
  private static final int ROOT = 0;

  private final String path;
  private final int depth;
  private final FieldRole role;
  private final boolean ours;
  private final String name;
  private final Map<String, FieldName> children = new ConcurrentHashMap<>(4);

  // Made when needed; made twice by two threads, both are as good.
  private @Nullable AttributeKey<String> textKey;
  private @Nullable AttributeKey<Long> wholeKey;
  private @Nullable AttributeKey<Double> decimalKey;
  private @Nullable AttributeKey<Boolean> truthKey;

  private FieldName(String path, int depth) {
    this.path = path;
    this.depth = depth;
    this.role = FieldRole.of(path);
    this.ours = path.isEmpty() || isOurs(path);
    this.name = ours ? Fields.ORIGINAL + path : path;
  }

  static FieldName root() {
    return new FieldName("", ROOT);
  }

  /// Names that the forwarder gives: no message can take them.
  static boolean isOurs(String path) {
    return path.equals(RecordKeys.UID.getKey())
        || path.equals(RecordKeys.JOINED_UIDS.getKey())
        || path.startsWith("cloudwatch.");
  }

  /// The member or element `member`; null if it is not remembered.
  @Nullable FieldName child(String member) {
    return children.get(member);
  }

  FieldName newChild(String member) {
    return new FieldName(depth == ROOT ? member : path + '.' + member, depth + 1);
  }

  void remember(String member, FieldName child) {
    children.put(member, child);
  }

  /// How many names it consists of.
  int depth() {
    return depth;
  }

  int length() {
    return path.length();
  }

  FieldRole role() {
    return role;
  }

  /// Whether the name is one of ours, and the value is put under another.
  boolean isOurs() {
    return ours;
  }

  AttributeKey<String> text() {
    AttributeKey<String> key = textKey;
    if (key == null) {
      key = stringKey(name);
      textKey = key;
    }
    return key;
  }

  AttributeKey<Long> whole() {
    AttributeKey<Long> key = wholeKey;
    if (key == null) {
      key = longKey(name);
      wholeKey = key;
    }
    return key;
  }

  AttributeKey<Double> decimal() {
    AttributeKey<Double> key = decimalKey;
    if (key == null) {
      key = doubleKey(name);
      decimalKey = key;
    }
    return key;
  }

  AttributeKey<Boolean> truth() {
    AttributeKey<Boolean> key = truthKey;
    if (key == null) {
      key = booleanKey(name);
      truthKey = key;
    }
    return key;
  }
}
