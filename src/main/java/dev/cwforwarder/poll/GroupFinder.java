package dev.cwforwarder.poll;

import java.util.function.Predicate;

/// Finds log groups. Implementations are thread-safe.
public interface GroupFinder {
  /// Which groups.
  ///
  /// @param prefix their names begin so; empty: any
  /// @param pattern their names hold this, case-sensitive; empty: any. Not together with `prefix`
  /// @param includeLinked also those that other accounts share with this one
  record Query(String prefix, String pattern, boolean includeLinked) {
    public Query {
      if (!prefix.isEmpty() && !pattern.isEmpty()) {
        throw new IllegalArgumentException("the API takes a prefix or a pattern, not both");
      }
    }
  }

  /// Calls `each` with every group, in the order of their names, page after page, until it says
  /// false.
  ///
  /// @throws ReadException when a page cannot be had; what came before was given
  void find(Access access, Query query, Predicate<PollSource.Group> each) throws ReadException;
}
