package dev.cwforwarder.aws;

import dev.cwforwarder.poll.LogReader;
import dev.cwforwarder.poll.StreamFilter;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/// The text of a Logs Insights query.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html">Logs
///   Insights query syntax</a>
final class InsightsQuery {
  /// The maximum number of rows that `GetQueryResults` returns.
  static final int MAX_ROWS = 10_000;

  private InsightsQuery() {}

  /// The query for events with timestamps from `fromMillis` to `toMillis`, both inclusive. The
  /// range of `StartQuery` is in whole seconds, so the text filters by milliseconds.
  static String text(LogReader.Request request, long fromMillis, long toMillis) {
    StringJoiner query = new StringJoiner(" | ");
    query.add(
        "fields tomillis(@timestamp) as ts, tomillis(@ingestionTime) as it, @message, @logStream, @ptr");
    query.add(
        "filter tomillis(@timestamp) >= %d and tomillis(@timestamp) <= %d"
            .formatted(fromMillis, toMillis));
    if (request.ingestedAfterMillis() != Long.MIN_VALUE) {
      // Events without an ingestion time must not be filtered out.
      query.add(
          "filter not ispresent(@ingestionTime) or (tomillis(@ingestionTime) > %d and tomillis(@ingestionTime) <= %d)"
              .formatted(request.ingestedAfterMillis(), request.ingestedUpToMillis()));
    }
    switch (request.source().streams()) {
      case StreamFilter.All _ -> {}
      case StreamFilter.Names names -> query.add("filter @logStream in " + quoted(names.names()));
      case StreamFilter.Prefix prefix ->
          query.add("filter strcontains(@logStream, %s)".formatted(quoted(prefix.prefix())));
    }
    query.add("sort @timestamp asc");
    query.add("limit " + MAX_ROWS);
    return query.toString();
  }

  private static String quoted(List<String> names) {
    return names.stream().map(InsightsQuery::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
