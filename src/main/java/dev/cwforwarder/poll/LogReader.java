package dev.cwforwarder.poll;

import dev.cwforwarder.model.Deadline;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads events of a log group, page by page. Implementations are thread-safe.
public interface LogReader {
  /// What is asked for.
  ///
  /// @param source where from
  /// @param fromMillis lowest timestamp, inclusive
  /// @param toMillis highest timestamp, inclusive
  /// @param ingestedAfterMillis a hint: events ingested then or earlier are not needed
  /// @param ingestedUpToMillis a hint: events ingested later are not needed
  /// @param token from the page before; empty for the first page of this range
  /// @param limit most events of a page
  /// @param deadline when the answer must be there
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

  /// Some events, in the order of their timestamps over all pages of a range. A page may be empty
  /// and not be the last.
  ///
  /// @param nextToken asks for the next page; empty: there is none
  /// @param serverTime the answer's `Date`; null when it had none
  /// @param bytesScanned what the query read and AWS bills; 0 where reading is free
  record Page(
      List<PolledEvent> events, String nextToken, @Nullable Instant serverTime, long bytesScanned) {
    public Page {
      events = List.copyOf(events);
    }

    public boolean last() {
      return nextToken.isEmpty();
    }
  }

  /// The page that `request` asks for. Does not retry: the caller counts every request.
  ///
  /// @throws ReadException saying why there is none
  Page read(Request request) throws ReadException;
}
