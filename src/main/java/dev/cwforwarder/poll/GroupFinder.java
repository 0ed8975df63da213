package dev.cwforwarder.poll;

import java.util.function.Predicate;

/// Finds log groups. Implementations are thread-safe.
public interface GroupFinder {
  /// Which groups to find.
  ///
  /// @param prefix what their names start with; empty: any
  /// @param pattern what their names contain, case-sensitive; empty: any. Not together with
  ///   `prefix`
  /// @param includeLinked whether to include groups that other accounts share with this one
  record Query(String prefix, String pattern, boolean includeLinked) {
    public Query {
      if (!prefix.isEmpty() && !pattern.isEmpty()) {
        throw new IllegalArgumentException("the API accepts a prefix or a pattern, not both");
      }
    }
  }

  /// Calls `each` with every group, sorted by name, page by page, until it returns false.
  ///
  /// @throws ReadException if a page cannot be read; `each` has received the pages before it
  void find(Access access, Query query, Predicate<PollSource.Group> each) throws ReadException;
}
