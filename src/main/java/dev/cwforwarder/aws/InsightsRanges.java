package dev.cwforwarder.aws;

import dev.cwforwarder.poll.LogReader;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Chooses the ranges of queries, so that they scan each byte about once and few of them return the
/// maximum number of rows. Most rows have timestamps in the time in which they were ingested; this
/// part of a request is read in spans that fitted before, and the parts before and after it at
/// once. Times are in milliseconds since the epoch. Thread-safe.
final class InsightsRanges {
  /// How many rows a query should return: leaves room for bursts.
  private static final long WANTED_ROWS = InsightsQuery.MAX_ROWS * 4L / 5;

  private static final long MAX_SPAN = Duration.ofDays(14).toMillis();
  private static final long SECOND = 1_000;

  /// The span that fitted last, by source; forgotten when the process ends.
  private final Map<String, Long> fitted = new ConcurrentHashMap<>();

  /// Timestamps from `from` to `to`, both inclusive.
  ///
  /// @param span the length that was wanted; `to` may be earlier
  record Range(long from, long to, long span) {
    Range endingAt(long earlier) {
      return new Range(from, earlier, span);
    }
  }

  /// The range of the page that `request` asks for.
  ///
  /// @throws IllegalArgumentException if the token is none of [#tokenAfter]
  Range next(LogReader.Request request) {
    if (request.token().isEmpty()) {
      return range(request, request.fromMillis(), firstSpan(request, request.fromMillis()));
    }
    String[] parts = request.token().split("\\+", -1);
    try {
      return range(request, Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not a page token of this reader", e);
    }
  }

  /// The token of the page after `range`; empty if it is the last.
  ///
  /// @param rows how many rows the query of the range returned
  String tokenAfter(LogReader.Request request, Range range, int rows) {
    long span = fitting(range, rows);
    if (isMain(request, range.from())) {
      fitted.put(request.source().id(), span);
    }
    long from = range.to() + 1;
    if (from > request.toMillis()) {
      return "";
    }
    boolean samePart = partEnd(request, from) == partEnd(request, range.from());
    return from + "+" + (samePart ? span : firstSpan(request, from));
  }

  private static Range range(LogReader.Request request, long from, long span) {
    long end = partEnd(request, from);
    if (span > end - from) {
      return new Range(from, end, span);
    }
    // The range of a query is in whole seconds: each byte of a second with two queries counts
    // twice.
    long to = Math.floorDiv(from + span, SECOND) * SECOND - 1;
    return new Range(from, to < from ? from + span - 1 : to, span);
  }

  private long firstSpan(LogReader.Request request, long from) {
    long whole = partEnd(request, from) - from + 1;
    return isMain(request, from) ? fitted.getOrDefault(request.source().id(), whole) : whole;
  }

  /// The span that would return the wanted number of rows. Without rows it grows by little, since
  /// the next ones may be many.
  private static long fitting(Range range, int rows) {
    long wanted = (range.to() - range.from() + 1) * WANTED_ROWS / Math.max(1, rows);
    long span =
        rows > WANTED_ROWS
            ? wanted
            : Math.clamp(wanted, range.span(), Math.max(range.span(), 2 * range.span()));
    return Math.clamp(span, 1, MAX_SPAN);
  }

  /// Whether events with this timestamp are expected to be ingested in the time of the request.
  private static boolean isMain(LogReader.Request request, long millis) {
    return millis > request.ingestedAfterMillis() && millis <= request.ingestedUpToMillis();
  }

  /// The last timestamp of the part of the request that `from` is in.
  private static long partEnd(LogReader.Request request, long from) {
    long end =
        from <= request.ingestedAfterMillis()
            ? request.ingestedAfterMillis()
            : from <= request.ingestedUpToMillis()
                ? request.ingestedUpToMillis()
                : request.toMillis();
    return Math.min(end, request.toMillis());
  }
}
