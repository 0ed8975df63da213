package dev.cwforwarder.map.rules;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/// Ranges of a text that are replaced. Ranges that overlap become one.
final class TextRanges {
  /// Start and end of each range.
  private long[] ranges = new long[8];

  private int size;

  /// @param end the index after the last character
  void add(int start, int end) {
    if (start < end) {
      if (size == ranges.length) {
        ranges = Arrays.copyOf(ranges, 2 * size);
      }
      ranges[size++] = (long) start << 32 | end;
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// Merges the ranges that overlap, and sorts all.
  ///
  /// @return their number
  int merge() {
    Arrays.sort(ranges, 0, size);
    int merged = 0;
    for (int i = 0; i < size; i++) {
      if (merged > 0 && start(i) < end(merged - 1)) {
        int end = Math.max(end(i), end(merged - 1));
        ranges[merged - 1] = (long) start(merged - 1) << 32 | end;
      } else {
        ranges[merged++] = ranges[i];
      }
    }
    size = merged;
    return merged;
  }

  /// Replaces the merged ranges.
  ///
  /// @param replacement returns what replaces the text of a range
  String replace(String text, UnaryOperator<String> replacement) {
    StringBuilder replaced = new StringBuilder(text.length());
    int copied = 0;
    for (int i = 0; i < size; i++) {
      replaced.append(text, copied, start(i));
      replaced.append(replacement.apply(text.substring(start(i), end(i))));
      copied = end(i);
    }
    return replaced.append(text, copied, text.length()).toString();
  }

  private int start(int index) {
    return (int) (ranges[index] >> 32);
  }

  private int end(int index) {
    return (int) ranges[index];
  }
}
