package dev.cwforwarder.poll;

import dev.cwforwarder.model.Deadline;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads events of a log group, page by page. Implementations are thread-safe.
public interface LogReader {
  /// Which events to read.
  ///
  /// @param source the source to read
  /// @param fromMillis lowest timestamp, inclusive
  /// @param toMillis highest timestamp, inclusive
  /// @param ingestedAfterMillis a hint: events ingested then or earlier are not needed
  /// @param ingestedUpToMillis a hint: events ingested later are not needed
  /// @param token from the previous page; empty for the first page of this range
  /// @param limit maximum number of events of a page
  /// @param deadline by when the response must have arrived
  record Request(
      PollSource source,
      long fromMillis,
      long toMillis,
      long ingestedAfterMillis,
      long ingestedUpToMillis,
      String token,
      int limit,
      Deadline deadline) {
    public Request {
      if (fromMillis > toMillis || limit < 1) {
        throw new IllegalArgumentException(
            "from %d to %d, at most %d events".formatted(fromMillis, toMillis, limit));
      }
    }
  }

  /// Some events, sorted by timestamp over all pages of a range. A page may be empty without being
  /// the last.
  ///
  /// @param nextToken requests the next page; empty: this is the last
  /// @param serverTime the `Date` header of the response; null: none
  /// @param bytesScanned what the query scanned and AWS bills; 0 where reading is free
  record Page(
      List<PolledEvent> events, String nextToken, @Nullable Instant serverTime, long bytesScanned) {
    public Page {
      events = List.copyOf(events);
    }

    public boolean last() {
      return nextToken.isEmpty();
    }

    /// Whether the next page would be this one again.
    ///
    /// @param token of the request for this page
    boolean repeats(String token) {
      return !last() && nextToken.equals(token);
    }
  }

  /// Reads one page. Does not retry: the caller counts every request.
  ///
  /// @throws ReadException if the page cannot be read; it contains the reason
  Page read(Request request) throws ReadException;
}
