package dev.cwforwarder.poll;

import dev.cwforwarder.model.Deadline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The named streams of a source that exist. CloudWatch refuses a whole request if one of its
/// streams does not exist, and does not say which: bisecting the names finds it. The search starts
/// again with each window, so a stream is read from its first event on. Not thread-safe.
final class NamedStreams {
  /// What a search is for: no window needs two of them.
  private record Target(WorkItem item, long after, long upTo) {}

  private final Candidate candidate;
  private final Deque<List<String>> unknown = new ArrayDeque<>();
  private final Set<String> existing = new TreeSet<>();
  private final Set<String> missing = new TreeSet<>();
  private Target target = new Target(new WorkItem.OfTier(0), 0, 0);

  NamedStreams(Candidate candidate) {
    this.candidate = candidate;
  }

  /// Prepares to read a page of a window. A new window may find streams that did not exist before;
  /// a page token belongs to the streams that it was given for.
  void prepare(WorkItem item, Window window) {
    Target before = target;
    target = new Target(item, window.after(), window.upTo());
    if (!target.equals(before) && window.cursor().token().isEmpty()) {
      unknown.clear();
      existing.clear();
      missing.clear();
    }
  }

  /// Starts a search after CloudWatch answered that the log group or a stream does not exist.
  ///
  /// @param checkpoint the source's: Logs Insights does not refuse missing streams
  /// @return false if no stream can be the cause, or they were searched for this window
  boolean search(Checkpoint checkpoint) {
    if (!(candidate.source().streams() instanceof StreamFilter.Names names)
        || checkpoint.reader() == ReaderKind.INSIGHTS
        || !missing.isEmpty()) {
      return false;
    }
    unknown.add(names.names());
    answered(false);
    return true;
  }

  /// Whether the next request only finds out if its streams exist.
  boolean isSearching() {
    return !unknown.isEmpty();
  }

  /// Whether a search has ended without any stream that exists. Then the log group may not exist
  /// either.
  boolean isNothingLeft() {
    return !isSearching() && existing.isEmpty() && !missing.isEmpty();
  }

  /// The next request for a window: a page of the streams that exist, or one event for the search.
  LogReader.Request request(Window window, Deadline deadline) {
    Cursor cursor = window.cursor();
    return new LogReader.Request(
        next(),
        cursor.from(),
        window.last(),
        window.after(),
        window.upTo(),
        isSearching() ? "" : cursor.token(),
        isSearching() ? 1 : candidate.reading().maxEvents(),
        deadline);
  }

  private PollSource next() {
    if (isSearching()) {
      return with(unknown.element());
    }
    return missing.isEmpty() ? candidate.source() : with(List.copyOf(existing));
  }

  private PollSource with(List<String> names) {
    PollSource source = candidate.source();
    return new PollSource(source.access(), source.group(), new StreamFilter.Names(names));
  }

  /// Makes a request of the search. Returns the failure if it does not say whether the streams
  /// exist.
  Optional<ReadException> probe(LogReader reader, Window window, Deadline deadline) {
    try {
      reader.read(request(window, deadline));
      answered(true);
    } catch (ReadException e) {
      if (e.reason() != ReadException.Reason.GONE) {
        return Optional.of(e);
      }
      answered(false);
    }
    return Optional.empty();
  }

  private void answered(boolean exist) {
    List<String> names = unknown.remove();
    if (exist) {
      existing.addAll(names);
    } else if (names.size() == 1) {
      missing.addAll(names);
    } else {
      int half = names.size() / 2;
      unknown.addFirst(names.subList(half, names.size()));
      unknown.addFirst(names.subList(0, half));
    }
  }

  /// Names the missing streams.
  ReadException problem() {
    PollSource.Group group = candidate.source().group();
    return new ReadException(
        ReadException.Reason.GONE,
        "%s in %s: named streams that do not exist: %s; %s"
            .formatted(
                group.name(),
                group.region(),
                String.join(", ", missing),
                existing.isEmpty()
                    ? "none of them does, or the log group does not"
                    : "the others are read"),
        null);
  }

  /// The failure to remember after a page was read: only that streams are missing. The next run
  /// looks for them without delay. Null if none is missing.
  @Nullable Failure failure(RunContext context, @Nullable Failure before) {
    return missing.isEmpty()
        ? null
        : context.failure(before, problem()).withRetryAt(context.clock().instant());
  }
}
