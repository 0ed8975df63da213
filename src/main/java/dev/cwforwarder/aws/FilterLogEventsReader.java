package dev.cwforwarder.aws;

import dev.cwforwarder.poll.LogReader;
import dev.cwforwarder.poll.PollSource;
import dev.cwforwarder.poll.PolledEvent;
import dev.cwforwarder.poll.ReadException;
import dev.cwforwarder.poll.StreamFilter;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/// Reads log groups of the standard class with `FilterLogEvents`. Thread-safe.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html">FilterLogEvents</a>
public final class FilterLogEventsReader implements LogReader {
  private final LogsClients clients;

  /// Reads with `clients`.
  public FilterLogEventsReader(LogsClients clients) {
    this.clients = clients;
  }

  @Override
  public Page read(Request request) throws ReadException {
    PollSource source = request.source();
    try {
      FilterLogEventsResponse response =
          clients.of(source.access()).filterLogEvents(filter(request));
      return new Page(
          response.events().stream().map(FilterLogEventsReader::event).toList(),
          response.nextToken() == null ? "" : response.nextToken(),
          date(response),
          0);
    } catch (SdkException e) {
      throw LogsProblems.of(
          "FilterLogEvents of %s in %s".formatted(source.group().name(), source.access().region()),
          "logs:FilterLogEvents",
          e);
    }
  }

  private static FilterLogEventsRequest filter(Request request) {
    PollSource.Group group = request.source().group();
    FilterLogEventsRequest.Builder filter =
        FilterLogEventsRequest.builder()
            .logGroupName(group.linked() ? null : group.name())
            .logGroupIdentifier(group.linked() ? group.arn() : null)
            .startTime(Math.max(0, request.fromMillis()))
            .endTime(request.toMillis())
            .limit(request.limit())
            .nextToken(request.token().isEmpty() ? null : request.token());
    switch (request.source().streams()) {
      case StreamFilter.All _ -> {}
      case StreamFilter.Names names -> filter.logStreamNames(names.names());
      case StreamFilter.Prefix prefix -> filter.logStreamNamePrefix(prefix.prefix());
    }
    return filter.build();
  }

  private static PolledEvent event(FilteredLogEvent event) {
    return new PolledEvent(
        event.eventId(),
        event.logStreamName(),
        event.timestamp(),
        event.ingestionTime() == null ? PolledEvent.UNKNOWN : event.ingestionTime(),
        event.message() == null ? "" : event.message(),
        Map.of());
  }

  /// The server's clock, from the `Date` header; null: none.
  static @Nullable Instant date(SdkResponse response) {
    return response
        .sdkHttpResponse()
        .firstMatchingHeader("Date")
        .map(FilterLogEventsReader::parsed)
        .orElse(null);
  }

  private static @Nullable Instant parsed(String date) {
    try {
      return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeParseException _) {
      return null;
    }
  }
}
