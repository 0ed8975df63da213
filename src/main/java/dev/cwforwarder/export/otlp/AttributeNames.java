package dev.cwforwarder.export.otlp;

import io.opentelemetry.api.common.AttributeKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Caches attribute names encoded as fields of a `KeyValue`. Bounded: a full cache is cleared, and
/// the number of probes is limited, because anyone who can write a log event can choose names with
/// equal hashes. Not thread-safe.
final class AttributeNames {
  private static final int SLOTS = 4096;
  private static final int MAX_NAMES = SLOTS / 2;
  private static final int MAX_PROBES = 64;
  private static final int KEY = 1;

  private final @Nullable AttributeKey<?>[] keys = new AttributeKey<?>[SLOTS];
  private final byte[][] fields = new byte[SLOTS][];
  private int size;

  /// Returns the encoded field with the name of `key`.
  byte[] field(AttributeKey<?> key) {
    int slot = key.hashCode() & SLOTS - 1;
    for (int probe = 0; probe < MAX_PROBES; probe++) {
      if (keys[slot] == null) {
        return add(slot, key);
      }
      if (key.equals(keys[slot])) {
        return fields[slot];
      }
      slot = slot + 1 & SLOTS - 1;
    }
    return encode(key.getKey());
  }

  private byte[] add(int free, AttributeKey<?> key) {
    byte[] field = encode(key.getKey());
    if (size == MAX_NAMES) {
      Arrays.fill(keys, null);
      size = 0;
      return field;
    }
    size++;
    keys[free] = key;
    fields[free] = field;
    return field;
  }

  private static byte[] encode(String name) {
    ByteBlock block = new ByteBlock(name.length() + Long.BYTES);
    ProtobufWriter writer = new ProtobufWriter(block);
    writer.textUnlessEmpty(KEY, name);
    writer.finish();
    return block.toByteArray();
  }
}
