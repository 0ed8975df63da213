package dev.cwforwarder.map.content;

import io.opentelemetry.api.logs.Severity;
import java.util.Arrays;

/// Collects, while the fields of an object are read, what [LevelRule] needs to decide whether one
/// of them is a level. Not thread-safe.
final class LevelEvidence {
  /// More fields of one object with the name of a level are ignored.
  private static final int MAX_CANDIDATES = 4;

  private final long[] fields = new long[MAX_CANDIDATES];
  private final long[] numbers = new long[MAX_CANDIDATES];
  private int candidates;
  private long seen;

  void clear() {
    Arrays.fill(fields, 0, candidates, 0);
    Arrays.fill(numbers, 0, candidates, 0);
    candidates = 0;
    seen = 0;
  }

  /// Notes that the object has a field, by its bits.
  void see(long bits) {
    seen |= bits;
  }

  /// Notes a number that is a level if a rule matches.
  void offer(FieldRole role, long number) {
    if (role.bits() != 0 && candidates < MAX_CANDIDATES) {
      fields[candidates] = role.bits();
      numbers[candidates++] = number;
    }
  }

  /// Notes a word that is a level if a rule matches.
  void offer(FieldRole role, Severity word) {
    if (word != Severity.UNDEFINED_SEVERITY_NUMBER) {
      offer(role, word.getSeverityNumber());
    }
  }

  boolean hasCandidates() {
    return candidates > 0;
  }

  /// The severity by the first rule that matches, once all fields have been read.
  Severity severity() {
    return seen == 0
        ? Severity.UNDEFINED_SEVERITY_NUMBER
        : LevelRule.severity(seen, fields, numbers, candidates);
  }

  /// Whether the object is from an access log in which every line has the same level.
  boolean isAccessLog() {
    return seen != 0 && LevelRule.isAccessLog(seen);
  }
}
