package dev.cwforwarder.testing.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cwforwarder.poll.PollSource;
import dev.cwforwarder.poll.ReadException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The operations of CloudWatch Logs that read log groups, on a loopback port, with AWS's errors.
/// Serves a [SimulatedCloudWatch].
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html">Operations</a>
public final class LogsServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE_OF_GROUPS = 50;
  private static final Pattern TIMES =
      Pattern.compile(
          "tomillis\\(@timestamp\\) >= (-?\\d+) and tomillis\\(@timestamp\\) <= (-?\\d+)");
  private static final Pattern INGESTED =
      Pattern.compile(
          "tomillis\\(@ingestionTime\\) > (-?\\d+) and tomillis\\(@ingestionTime\\) <= (-?\\d+)");
  private static final Pattern NAMES = Pattern.compile("@logStream in \\[(.*?)]");

  /// @param bytes of the events in its range, which AWS bills
  private record Query(List<SimulatedCloudWatch.Event> rows, long bytes, AtomicInteger looks) {}

  private final SimulatedCloudWatch cloudWatch;
  private final AwsJsonServer server =
      AwsJsonServer.start(
          Map.of(
              "DescribeLogGroups", this::describe,
              "FilterLogEvents", this::filter,
              "StartQuery", this::startQuery,
              "GetQueryResults", this::results,
              "StopQuery", this::stopQuery),
          LogsServer::code);
  private final Map<String, Query> queries = new ConcurrentHashMap<>();
  private final AtomicInteger stopped = new AtomicInteger();
  private volatile boolean queriesEnd = true;

  private LogsServer(SimulatedCloudWatch cloudWatch) {
    this.cloudWatch = cloudWatch;
  }

  /// Serves `cloudWatch`.
  public static LogsServer start(SimulatedCloudWatch cloudWatch) {
    return new LogsServer(cloudWatch);
  }

  public URI endpoint() {
    return server.endpoint();
  }

  /// From now on, answers all requests with HTTP 400 and this error; an empty code ends it.
  public void fail(String code, String message) {
    server.fail(code, message);
  }

  /// Whether started queries complete.
  public void queriesEnd(boolean end) {
    queriesEnd = end;
  }

  /// The number of queries that were stopped.
  public int stopped() {
    return stopped.get();
  }

  private static String code(Exception problem) {
    if (!(problem instanceof ReadException read)) {
      throw new IllegalStateException(problem);
    }
    return switch (read.reason()) {
      case THROTTLED -> "ThrottlingException";
      case GONE -> "ResourceNotFoundException";
      case DENIED -> "AccessDeniedException";
      case UNSUPPORTED -> "InvalidOperationException";
      case TOKEN_EXPIRED -> "InvalidParameterException";
      default -> throw new IllegalStateException("not simulated: " + read.reason(), read);
    };
  }

  private JsonNode stopQuery(JsonNode request) {
    stopped.incrementAndGet();
    return JSON.createObjectNode()
        .put("success", queries.containsKey(request.path("queryId").asText()));
  }

  private JsonNode describe(JsonNode request) {
    List<PollSource.Group> groups =
        cloudWatch.describe(
            request.path("logGroupNamePrefix").asText(""),
            request.path("logGroupNamePattern").asText(""));
    int from = request.path("nextToken").asInt(0);
    int to = Math.min(groups.size(), from + PAGE_OF_GROUPS);
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode list = answer.putArray("logGroups");
    for (PollSource.Group group : groups.subList(from, to)) {
      list.addObject()
          .put("logGroupName", group.name())
          .put("arn", group.arn() + ":*")
          .put("logGroupArn", group.arn())
          .put("logGroupClass", group.logClass())
          .put("creationTime", group.created().toEpochMilli());
    }
    if (to < groups.size()) {
      answer.put("nextToken", String.valueOf(to));
    }
    return answer;
  }

  private static String group(JsonNode request) {
    String identifier = request.path("logGroupIdentifier").asText("");
    if (identifier.isEmpty()) {
      identifier = request.path("logGroupIdentifiers").path(0).asText("");
    }
    if (identifier.isEmpty()) {
      identifier = request.path("logGroupName").asText();
    }
    int name = identifier.indexOf(":log-group:");
    return name < 0 ? identifier : identifier.substring(name + ":log-group:".length());
  }

  private JsonNode filter(JsonNode request) throws ReadException {
    List<String> names = new ArrayList<>();
    request.path("logStreamNames").forEach(name -> names.add(name.asText()));
    SimulatedCloudWatch.Answer page =
        cloudWatch.filter(
            group(request),
            names,
            request.path("logStreamNamePrefix").asText(""),
            request.path("startTime").asLong(),
            request.path("endTime").asLong(),
            request.path("nextToken").asText(""),
            request.path("limit").asInt(SimulatedCloudWatch.PAGE));
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode events = answer.putArray("events");
    for (SimulatedCloudWatch.Event event : page.events()) {
      events
          .addObject()
          .put("eventId", event.id())
          .put("logStreamName", event.stream())
          .put("timestamp", event.timestamp())
          .put("ingestionTime", event.ingestion())
          .put("message", event.message());
    }
    if (!page.nextToken().isEmpty()) {
      answer.put("nextToken", page.nextToken());
    }
    answer.putArray("searchedLogStreams");
    return answer;
  }

  private JsonNode startQuery(JsonNode request) throws ReadException {
    String text = request.path("queryString").asText();
    long limit = request.path("limit").asLong(10_000);
    List<SimulatedCloudWatch.Event> scanned =
        cloudWatch.query(
            group(request), request.path("startTime").asLong(), request.path("endTime").asLong());
    List<SimulatedCloudWatch.Event> rows =
        scanned.stream()
            .filter(event -> within(TIMES, text, event.timestamp() - 1, event.timestamp()))
            .filter(event -> within(INGESTED, text, event.ingestion(), event.ingestion()))
            .filter(event -> named(text, event.stream()))
            .limit(limit)
            .toList();
    String id = "query-" + queries.size();
    long bytes = scanned.stream().mapToLong(event -> event.message().length()).sum();
    queries.put(id, new Query(rows, bytes, new AtomicInteger()));
    return JSON.createObjectNode().put("queryId", id);
  }

  /// Whether `low` is above the lower bound (for times, at or above it) and `high` not above the
  /// upper.
  private static boolean within(Pattern condition, String text, long low, long high) {
    Matcher matcher = condition.matcher(text);
    if (!matcher.find()) {
      return true;
    }
    boolean inclusive = condition.equals(TIMES);
    long first = Long.parseLong(matcher.group(1)) - (inclusive ? 1 : 0);
    return low >= first && (inclusive || low > first) && high <= Long.parseLong(matcher.group(2));
  }

  private static boolean named(String text, String stream) {
    Matcher matcher = NAMES.matcher(text);
    return !matcher.find() || matcher.group(1).contains('"' + stream + '"');
  }

  private JsonNode results(JsonNode request) {
    Query query = queries.get(request.path("queryId").asText());
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode results = answer.putArray("results");
    if (query == null || query.looks().getAndIncrement() == 0 || !queriesEnd) {
      return answer.put("status", "Running");
    }
    for (SimulatedCloudWatch.Event event : query.rows()) {
      ArrayNode row = results.addArray();
      field(row, "ts", String.valueOf(event.timestamp()));
      field(row, "it", event.ingestion() + ".0");
      field(row, "@message", event.message());
      field(row, "@logStream", event.stream());
      field(row, "@ptr", "ptr-" + event.id());
    }
    answer
        .putObject("statistics")
        .put("recordsMatched", (double) query.rows().size())
        .put("bytesScanned", (double) query.bytes());
    return answer.put("status", "Complete");
  }

  private static void field(ArrayNode row, String name, String value) {
    row.addObject().put("field", name).put("value", value);
  }

  @Override
  public void close() {
    server.close();
  }
}
