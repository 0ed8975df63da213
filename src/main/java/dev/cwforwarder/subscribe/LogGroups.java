package dev.cwforwarder.subscribe;

import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.LogGroup;
import java.util.List;
import java.util.Map;

/// CloudWatch Logs: log groups with their filters. Each method is one request, made once: pace and
/// retries are the caller's. Implementations are thread-safe.
public interface LogGroups {
  /// A page of log groups, in the order of their names.
  ///
  /// @param nextToken for the page after it; empty: there is none
  record Page(List<LogGroup> groups, String nextToken) {
    public Page {
      groups = List.copyOf(groups);
    }
  }

  /// Which log groups.
  ///
  /// @param prefix their names begin so; empty: any
  /// @param includeLinked also those that other accounts share with this one
  record Query(String prefix, boolean includeLinked) {}

  /// The next page.
  ///
  /// @param token of the page before; empty: the first page
  Page groups(Query query, String token) throws SubscribeException;

  /// All filters of a group, whoever made them.
  List<Filter> filters(LogGroup group) throws SubscribeException;

  Map<String, String> tags(LogGroup group) throws SubscribeException;

  /// Makes the filter, or writes over the one of its name.
  void put(LogGroup group, Filter filter) throws SubscribeException;

  void delete(LogGroup group, String filterName) throws SubscribeException;
}
