package dev.cwforwarder.demo;

import java.util.List;
import java.util.SplittableRandom;

/// Random numbers with a seed, the same on every machine. Each scene has its own generator, so that
/// a change in one scene does not affect the others.
final class Dice {
  private final SplittableRandom random;

  private Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  static Dice of(long seed, String scene) {
    return new Dice(seed * 0x9E3779B97F4A7C15L + scene.hashCode());
  }

  /// From 0 (inclusive) to `bound` (exclusive).
  int upTo(int bound) {
    return random.nextInt(bound);
  }

  /// From `low` (inclusive) to `high` (exclusive).
  int between(int low, int high) {
    return random.nextInt(low, high);
  }

  double fraction() {
    return random.nextDouble();
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /// Skewed like latencies: half of the values are below `median`, few are far above.
  double around(double median, double spread) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return median * StrictMath.exp(spread * sum);
  }

  /// Hexadecimal digits in lower case, at least one of them not zero.
  String hex(int digits) {
    StringBuilder text = new StringBuilder(digits);
    text.append(Character.forDigit(1 + random.nextInt(15), 16));
    while (text.length() < digits) {
      text.append(Character.forDigit(random.nextInt(16), 16));
    }
    return text.toString();
  }

  /// Skips the numbers of hexadecimal digits, so that those after them remain the same.
  void skipHex(int digits) {
    String _ = hex(digits);
  }

  String uuid() {
    return String.join("-", hex(8), hex(4), "4" + hex(3), "a" + hex(3), hex(12));
  }
}
