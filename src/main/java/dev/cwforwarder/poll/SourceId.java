package dev.cwforwarder.poll;

import java.util.List;

/// A parsed [PollSource#id].
///
/// @param streams `#names=…` or `#prefix=…`; empty: all streams. No log group's name can contain an
///   equals sign
record SourceId(String account, String region, String group, String streams) {
  private static final String NAMES = "#names=";
  private static final String PREFIX = "#prefix=";

  /// An id that no source can have is all group: one foreign entry must not stop a search.
  static SourceId of(String id) {
    int account = id.indexOf('/');
    int region = id.indexOf('/', account + 1);
    if (account < 0 || region < 0 || region > end(id)) {
      return new SourceId("", "", id, "");
    }
    int end = end(id);
    String name = id.substring(region, end);
    return new SourceId(
        id.substring(0, account),
        id.substring(account + 1, region),
        name.startsWith("/:") ? name.substring(2) : name,
        id.substring(end));
  }

  private static int end(String id) {
    int names = id.indexOf(NAMES);
    int prefix = id.indexOf(PREFIX);
    int first = names < 0 || (prefix >= 0 && prefix < names) ? prefix : names;
    return first < 0 ? id.length() : first;
  }

  /// @throws IllegalArgumentException if there are too many names: one that contains a comma counts
  ///   as two
  StreamFilter filter() {
    if (streams.startsWith(NAMES)) {
      return new StreamFilter.Names(List.of(streams.substring(NAMES.length()).split(",")));
    }
    return streams.isEmpty()
        ? new StreamFilter.All()
        : new StreamFilter.Prefix(streams.substring(PREFIX.length()));
  }
}
