package dev.cwforwarder.config.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds what somebody meant who mistyped a name.
final class NearestName {
  private NearestName() {}

  /// The known name that the fewest changes lead to; empty when it would take more than a third of
  /// the letters.
  static Optional<String> of(String typed, Collection<String> known) {
    return known.stream()
        .filter(name -> changes(typed, name) <= Math.max(1, name.length() / 3))
        .min(
            Comparator.comparingInt((String name) -> changes(typed, name))
                .thenComparing(name -> name));
  }

  /// Letters to put in, leave out or replace.
  private static int changes(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
