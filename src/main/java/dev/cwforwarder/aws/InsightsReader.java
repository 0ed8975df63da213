package dev.cwforwarder.aws;

import dev.cwforwarder.poll.LogReader;
import dev.cwforwarder.poll.PollSource;
import dev.cwforwarder.poll.PolledEvent;
import dev.cwforwarder.poll.ReadException;
import dev.cwforwarder.poll.ReadException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartQueryRequest;

/// Reads log groups of every class with Logs Insights queries, which AWS bills by what they scan. A
/// range with more rows than one answer holds is halved until it fits; each part is a page.
/// Thread-safe.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html">StartQuery</a>
public final class InsightsReader implements LogReader {
  private static final Duration FIRST_LOOK = Duration.ofMillis(300);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

  private final LogsClients clients;
  private final Semaphore queries;

  /// Reads with `clients`.
  ///
  /// @param atOnce how many queries may run; of the 100 of an account and Region people need some
  public InsightsReader(LogsClients clients, int atOnce) {
    this.clients = clients;
    this.queries = new Semaphore(atOnce);
  }

  /// Where a page begins, and how long a range fitted into the one before.
  private record Place(long from, long span) {
    static Place of(Request request) {
      if (request.token().isEmpty()) {
        return new Place(request.fromMillis(), request.toMillis() - request.fromMillis() + 1);
      }
      String[] parts = request.token().split("\\+", -1);
      try {
        return new Place(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
      } catch (RuntimeException e) {
        throw new IllegalArgumentException("not a page token of ours", e);
      }
    }

    String token() {
      return from + "+" + span;
    }
  }

  @Override
  public Page read(Request request) throws ReadException {
    try {
      queries.acquire();
      try {
        return halving(request);
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

  private Page halving(Request request) throws ReadException, InterruptedException {
    Place place = Place.of(request);
    long from = place.from();
    long span = place.span();
    long scanned = 0;
    while (true) {
      long to = Math.min(request.toMillis(), from + span - 1);
      GetQueryResultsResponse answer = query(request, from, to);
      scanned += bytes(answer);
      if (answer.results().size() < InsightsQuery.MOST_ROWS) {
        List<PolledEvent> events = InsightsRows.events(request.source(), answer.results());
        String next =
            to >= request.toMillis()
                ? ""
                : new Place(to + 1, Math.max(1, 2 * (to - from + 1))).token();
        return new Page(events, next, FilterLogEventsReader.date(answer), scanned);
      }
      if (to == from) {
        throw new ReadException(
            Reason.UNEXPECTED,
            "%s: more than %d events of one millisecond, %d, cannot be told apart by a query"
                .formatted(name(request), InsightsQuery.MOST_ROWS - 1, from),
            null);
      }
      span = (to - from + 1) / 2;
    }
  }

  private static long bytes(GetQueryResultsResponse answer) {
    return answer.statistics() == null || answer.statistics().bytesScanned() == null
        ? 0
        : answer.statistics().bytesScanned().longValue();
  }

  private GetQueryResultsResponse query(Request request, long from, long to)
      throws ReadException, InterruptedException {
    CloudWatchLogsClient logs = clients.of(request.source().access());
    String id;
    try {
      id = logs.startQuery(started(request, from, to)).queryId();
    } catch (SdkException e) {
      throw LogsProblems.of("StartQuery on " + name(request), "logs:StartQuery", e);
    }
    boolean done = false;
    try {
      GetQueryResultsResponse answer = awaited(logs, id, request);
      done = true;
      return answer;
    } catch (SdkException e) {
      throw LogsProblems.of("GetQueryResults on " + name(request), "logs:GetQueryResults", e);
    } finally {
      if (!done) {
        stop(logs, id);
      }
    }
  }

  private static StartQueryRequest started(Request request, long from, long to) {
    PollSource source = request.source();
    StartQueryRequest.Builder start =
        StartQueryRequest.builder()
            .startTime(Math.max(0, Math.floorDiv(from, 1000)))
            .endTime(Math.floorDiv(to, 1000))
            .queryString(InsightsQuery.text(request, from, to))
            .limit(InsightsQuery.MOST_ROWS);
    return source.group().linked()
        ? start.logGroupIdentifiers(source.group().arn()).build()
        : start.logGroupName(source.group().name()).build();
  }

  private static GetQueryResultsResponse awaited(
      CloudWatchLogsClient logs, String id, Request request)
      throws ReadException, InterruptedException {
    Duration pause = FIRST_LOOK;
    while (true) {
      if (!request.deadline().allows(pause)) {
        throw new ReadException(
            Reason.OUT_OF_TIME, "the query on %s takes too long".formatted(name(request)), null);
      }
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      GetQueryResultsResponse answer = logs.getQueryResults(get -> get.queryId(id));
      switch (answer.statusAsString()) {
        case "Complete" -> {
          return answer;
        }
        case "Scheduled", "Running", "Unknown" -> {}
        default ->
            throw new ReadException(
                Reason.UNAVAILABLE,
                "the query on %s ended as %s".formatted(name(request), answer.statusAsString()),
                null);
      }
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
              ? LONGEST_PAUSE
              : pause.multipliedBy(2);
    }
  }

  /// Or it goes on scanning, which costs.
  private static void stop(CloudWatchLogsClient logs, String id) {
    try {
      logs.stopQuery(query -> query.queryId(id));
    } catch (SdkException _) {
      // It may have ended by itself; nothing depends on it.
    }
  }

  private static String name(Request request) {
    return "%s in %s"
        .formatted(request.source().group().name(), request.source().access().region());
  }
}
