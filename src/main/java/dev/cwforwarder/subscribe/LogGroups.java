package dev.cwforwarder.subscribe;

import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import java.util.List;
import java.util.Map;

/// The log groups of CloudWatch Logs and their subscription filters. Each method makes one request;
/// the caller paces and retries. Implementations are thread-safe.
public interface LogGroups {
  /// A page of log groups, ordered by name.
  ///
  /// @param nextToken requests the next page; empty if this is the last one
  record Page(List<ListedGroup> groups, String nextToken) {
    public Page {
      groups = List.copyOf(groups);
    }
  }

  /// Selects log groups.
  ///
  /// @param prefix the prefix of their names; empty matches any
  /// @param includeLinked whether to include log groups that linked accounts share with this one
  record Query(String prefix, boolean includeLinked) {}

  /// One page of the matching log groups.
  ///
  /// @param token the previous page's `nextToken`; empty requests the first page
  Page groups(Query query, String token) throws SubscribeException;

  /// All filters of a group, including those of third parties. May request several pages.
  List<Filter> filters(ListedGroup group) throws SubscribeException;

  Map<String, String> tags(ListedGroup group) throws SubscribeException;

  /// Creates the filter, or overwrites the one with the same name.
  void put(ListedGroup group, Filter filter) throws SubscribeException;

  void delete(ListedGroup group, String filterName) throws SubscribeException;
}
