package dev.cwforwarder.aws;

import dev.cwforwarder.model.Sleeper;
import dev.cwforwarder.poll.LogReader;
import dev.cwforwarder.poll.PollSource;
import dev.cwforwarder.poll.PolledEvent;
import dev.cwforwarder.poll.ReadException;
import dev.cwforwarder.poll.ReadException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartQueryRequest;

/// Reads log groups of every class with Logs Insights queries, which AWS bills by what they scan.
/// Each query is a page; if its range has more rows than a query returns, the next page continues
/// after the returned ones. Thread-safe.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html">StartQuery</a>
public final class InsightsReader implements LogReader {
  private static final Duration FIRST_DELAY = Duration.ofMillis(300);
  private static final Duration MAX_DELAY = Duration.ofSeconds(3);

  private final LogsClients clients;
  private final Semaphore queries;
  private final Sleeper sleeper;
  private final InsightsRanges ranges = new InsightsRanges();

  /// Reads with `clients`.
  ///
  /// @param maxQueries how many queries may run at the same time; the quota of an account and
  ///   Region is 100, and other clients need some of them
  public InsightsReader(LogsClients clients, int maxQueries) {
    this(clients, maxQueries, Sleeper.SYSTEM);
  }

  /// @param sleeper waits between two requests for a query's results
  InsightsReader(LogsClients clients, int maxQueries, Sleeper sleeper) {
    this.clients = clients;
    this.queries = new Semaphore(maxQueries);
    this.sleeper = sleeper;
  }

  @Override
  public Page read(Request request) throws ReadException {
    try {
      queries.acquire();
      try {
        return page(request);
      } finally {
        queries.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReadException(Reason.OUT_OF_TIME, name(request) + " was interrupted", e);
    } catch (IllegalArgumentException e) {
      throw new ReadException(Reason.TOKEN_EXPIRED, name(request) + ": " + e.getMessage(), e);
    }
  }

  private Page page(Request request) throws ReadException, InterruptedException {
    InsightsRanges.Range range = ranges.next(request);
    GetQueryResultsResponse response = query(request, range.from(), range.to());
    long scanned = bytes(response);
    if (response.results().size() < InsightsQuery.MAX_ROWS) {
      return page(request, range, response, scanned);
    }
    // The rows are sorted, so that all events before the last timestamp are among them.
    long last = InsightsRows.lastMillis(request.source(), response.results());
    if (last > range.from()) {
      return page(request, range.endingAt(last - 1), response, scanned);
    }
    InsightsRanges.Range millisecond = range.endingAt(range.from());
    GetQueryResultsResponse all = query(request, range.from(), range.from());
    if (all.results().size() < InsightsQuery.MAX_ROWS) {
      return page(request, millisecond, all, scanned + bytes(all));
    }
    throw new ReadException(
        Reason.UNEXPECTED,
        "%s: a query cannot read more than %d events of one millisecond, here %d"
            .formatted(name(request), InsightsQuery.MAX_ROWS - 1, range.from()),
        null);
  }

  /// The events of `range`, which is complete in the response.
  private Page page(
      Request request,
      InsightsRanges.Range range,
      GetQueryResultsResponse response,
      long bytesScanned) {
    List<PolledEvent> events =
        InsightsRows.events(request.source(), response.results()).stream()
            .filter(event -> event.timestampMillis() <= range.to())
            .toList();
    return new Page(
        events,
        ranges.tokenAfter(request, range, response.results().size()),
        FilterLogEventsReader.date(response),
        bytesScanned);
  }

  private static long bytes(GetQueryResultsResponse response) {
    return response.statistics() == null || response.statistics().bytesScanned() == null
        ? 0
        : response.statistics().bytesScanned().longValue();
  }

  private GetQueryResultsResponse query(Request request, long from, long to)
      throws ReadException, InterruptedException {
    CloudWatchLogsClient logs = clients.of(request.source().access());
    String id;
    try {
      id = logs.startQuery(startQuery(request, from, to)).queryId();
    } catch (SdkException e) {
      throw LogsProblems.of("StartQuery on " + name(request), "logs:StartQuery", e);
    }
    boolean done = false;
    try {
      GetQueryResultsResponse response = await(logs, id, request);
      done = true;
      return response;
    } catch (SdkException e) {
      throw LogsProblems.of("GetQueryResults on " + name(request), "logs:GetQueryResults", e);
    } finally {
      if (!done) {
        stop(logs, id);
      }
    }
  }

  private static StartQueryRequest startQuery(Request request, long from, long to) {
    PollSource source = request.source();
    StartQueryRequest.Builder start =
        StartQueryRequest.builder()
            .startTime(Math.max(0, Math.floorDiv(from, 1000)))
            .endTime(Math.floorDiv(to, 1000))
            .queryString(InsightsQuery.text(request, from, to))
            .limit(InsightsQuery.MAX_ROWS);
    return source.group().linked()
        ? start.logGroupIdentifiers(source.group().arn()).build()
        : start.logGroupName(source.group().name()).build();
  }

  private GetQueryResultsResponse await(CloudWatchLogsClient logs, String id, Request request)
      throws ReadException, InterruptedException {
    Duration delay = FIRST_DELAY;
    while (true) {
      if (!request.deadline().allows(delay)) {
        throw new ReadException(
            Reason.OUT_OF_TIME, "the query on %s takes too long".formatted(name(request)), null);
      }
      sleeper.sleep(delay);
      GetQueryResultsResponse response = logs.getQueryResults(get -> get.queryId(id));
      switch (response.statusAsString()) {
        case "Complete" -> {
          return response;
        }
        case "Scheduled", "Running", "Unknown" -> {}
        default ->
            throw new ReadException(
                Reason.UNAVAILABLE,
                "the query on %s ended as %s".formatted(name(request), response.statusAsString()),
                null);
      }
      Duration doubled = delay.multipliedBy(2);
      delay = doubled.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : doubled;
    }
  }

  /// Stops the query, because AWS bills what it scans.
  private static void stop(CloudWatchLogsClient logs, String id) {
    try {
      logs.stopQuery(query -> query.queryId(id));
    } catch (SdkException _) {
      // The query may have ended already, and the result is not needed.
    }
  }

  private static String name(Request request) {
    return "%s in %s"
        .formatted(request.source().group().name(), request.source().access().region());
  }
}
