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
  /// What `GetQueryResults` gives in one piece.
  static final int MOST_ROWS = 10_000;

  private InsightsQuery() {}

  /// Asks for what has timestamps from `fromMillis` to `toMillis`, both inclusive; the query's own
  /// range is in whole seconds.
  static String text(LogReader.Request request, long fromMillis, long toMillis) {
    StringJoiner query = new StringJoiner(" | ");
    query.add(
        "fields tomillis(@timestamp) as ts, tomillis(@ingestionTime) as it, @message, @logStream, @ptr");
    query.add(
        "filter tomillis(@timestamp) >= %d and tomillis(@timestamp) <= %d"
            .formatted(fromMillis, toMillis));
    if (request.ingestedAfterMillis() != Long.MIN_VALUE) {
      // What has no ingestion time must not vanish.
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
    query.add("limit " + MOST_ROWS);
    return query.toString();
  }

  private static String quoted(List<String> names) {
    return names.stream().map(InsightsQuery::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
