package dev.cwforwarder.poll;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The number of events ingested in each minute, and the sum of their hashes. Two reads of the same
/// minute saw the same events if these are equal. Immutable.
final class MinuteSums {
  static final MinuteSums NONE = new MinuteSums(new TreeMap<>());

  /// @param hashes the sum of the hashes; it may overflow
  record Sum(int events, long hashes) {
    static final Sum ZERO = new Sum(0, 0);

    Sum plus(Sum other) {
      return new Sum(events + other.events, hashes + other.hashes);
    }
  }

  private final NavigableMap<Long, Sum> byMinute;

  private MinuteSums(NavigableMap<Long, Sum> byMinute) {
    this.byMinute = byMinute;
  }

  /// Adds events to sums.
  static final class Builder {
    private final NavigableMap<Long, Sum> byMinute;

    Builder(MinuteSums start) {
      byMinute = new TreeMap<>(start.byMinute);
    }

    Builder add(long ingestionMillis, long hash) {
      byMinute.merge(Minutes.of(ingestionMillis), new Sum(1, hash), Sum::plus);
      return this;
    }

    MinuteSums build() {
      return new MinuteSums(byMinute);
    }
  }

  Sum of(long minute) {
    return byMinute.getOrDefault(minute, Sum.ZERO);
  }

  Set<Long> minutes() {
    return new TreeSet<>(byMinute.keySet());
  }

  boolean isEmpty() {
    return byMinute.isEmpty();
  }

  int size() {
    return byMinute.size();
  }

  MinuteSums plus(MinuteSums other) {
    if (other.isEmpty() || isEmpty()) {
      return isEmpty() ? other : this;
    }
    NavigableMap<Long, Sum> sum = new TreeMap<>(byMinute);
    other.byMinute.forEach((minute, one) -> sum.merge(minute, one, Sum::plus));
    return new MinuteSums(sum);
  }

  /// Without the minutes that end at `millis` or earlier.
  MinuteSums after(long millis) {
    return new MinuteSums(new TreeMap<>(byMinute.tailMap(Minutes.of(millis), false)));
  }

  /// Only the minutes in (`after`, `upTo`].
  MinuteSums within(long after, long upTo) {
    return new MinuteSums(
        new TreeMap<>(byMinute.subMap(Minutes.of(after), false, Minutes.of(upTo), true)));
  }

  /// Without the minutes in (`after`, `upTo`].
  MinuteSums without(long after, long upTo) {
    NavigableMap<Long, Sum> rest = new TreeMap<>(byMinute.headMap(Minutes.of(after), true));
    rest.putAll(byMinute.tailMap(Minutes.of(upTo), false));
    return new MinuteSums(rest);
  }

  /// The text that [#decode] reads; about 15 characters for each minute. It is stored: the encoding
  /// must not change.
  String encode() {
    ByteBuffer bytes = ByteBuffer.allocate(byMinute.size() * (10 + 5 + Long.BYTES));
    long before = 0;
    for (Map.Entry<Long, Sum> entry : byMinute.entrySet()) {
      putVarint(bytes, entry.getKey() - before);
      putVarint(bytes, entry.getValue().events());
      bytes.putLong(entry.getValue().hashes());
      before = entry.getKey();
    }
    bytes.flip();
    byte[] written = new byte[bytes.remaining()];
    bytes.get(written);
    return Base64.getEncoder().withoutPadding().encodeToString(written);
  }

  /// @throws IllegalArgumentException or `BufferUnderflowException` if the text is damaged
  static MinuteSums decode(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
    NavigableMap<Long, Sum> byMinute = new TreeMap<>();
    long minute = 0;
    while (bytes.hasRemaining()) {
      minute += varint(bytes);
      byMinute.put(minute, new Sum((int) varint(bytes), bytes.getLong()));
    }
    return new MinuteSums(byMinute);
  }

  private static void putVarint(ByteBuffer bytes, long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      bytes.put((byte) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    bytes.put((byte) left);
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number with more than 64 bits");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MinuteSums sums && byMinute.equals(sums.byMinute);
  }

  @Override
  public int hashCode() {
    return byMinute.hashCode();
  }

  @Override
  public String toString() {
    return byMinute.toString();
  }
}
