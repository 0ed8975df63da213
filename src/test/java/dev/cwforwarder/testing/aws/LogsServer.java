package dev.cwforwarder.testing.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cwforwarder.poll.PollSource;
import dev.cwforwarder.poll.ReadException;
import dev.cwforwarder.poll.SimulatedCloudWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// CloudWatch Logs' JSON protocol on a loopback port, in front of a [SimulatedCloudWatch]: what the
/// SDK needs to read log groups, with AWS's own errors.
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

  private record Query(List<SimulatedCloudWatch.Event> rows, AtomicInteger looks) {}

  private record Failing(String code, String message) {}

  private final SimulatedCloudWatch cloudWatch;
  private final HttpServer server;
  private final Map<String, Query> queries = new ConcurrentHashMap<>();
  private final AtomicInteger stopped = new AtomicInteger();
  private final AtomicReference<Failing> failing = new AtomicReference<>(new Failing("", ""));
  private volatile boolean queriesEnd = true;

  private LogsServer(SimulatedCloudWatch cloudWatch) throws IOException {
    this.cloudWatch = cloudWatch;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// Serves `cloudWatch`.
  public static LogsServer start(SimulatedCloudWatch cloudWatch) {
    try {
      return new LogsServer(cloudWatch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Answers everything with HTTP 400 and this error from here on; an empty code ends it.
  public void fail(String code, String message) {
    failing.set(new Failing(code, message));
  }

  /// Whether queries that are started come to an end.
  public void queriesEnd(boolean end) {
    queriesEnd = end;
  }

  /// How many queries were stopped.
  public int stopped() {
    return stopped.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      try {
        Failing now = failing.get();
        if (!now.code().isEmpty()) {
          error(exchange, now.code(), now.message());
          return;
        }
        send(exchange, 200, operate(target.substring(target.indexOf('.') + 1), request));
      } catch (ReadException e) {
        error(exchange, code(e.reason()), String.valueOf(e.getMessage()));
      }
    }
  }

  private static String code(ReadException.Reason reason) {
    return switch (reason) {
      case THROTTLED -> "ThrottlingException";
      case GONE -> "ResourceNotFoundException";
      case DENIED -> "AccessDeniedException";
      case UNSUPPORTED -> "InvalidOperationException";
      case TOKEN_EXPIRED -> "InvalidParameterException";
      default -> throw new IllegalStateException("the simulation does not know " + reason);
    };
  }

  private static void error(HttpExchange exchange, String code, String message) throws IOException {
    exchange.getResponseHeaders().add("x-amzn-errortype", code);
    send(exchange, 400, JSON.createObjectNode().put("__type", code).put("message", message));
  }

  private static void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private JsonNode operate(String operation, JsonNode request) throws ReadException {
    return switch (operation) {
      case "DescribeLogGroups" -> describe(request);
      case "FilterLogEvents" -> filter(request);
      case "StartQuery" -> startQuery(request);
      case "GetQueryResults" -> results(request);
      case "StopQuery" -> {
        stopped.incrementAndGet();
        yield JSON.createObjectNode().put("success", true);
      }
      default -> throw new IllegalStateException("not simulated: " + operation);
    };
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
    List<SimulatedCloudWatch.Event> rows =
        cloudWatch
            .query(
                group(request),
                request.path("startTime").asLong(),
                request.path("endTime").asLong())
            .stream()
            .filter(event -> within(TIMES, text, event.timestamp() - 1, event.timestamp()))
            .filter(event -> within(INGESTED, text, event.ingestion(), event.ingestion()))
            .filter(event -> named(text, event.stream()))
            .limit(limit)
            .toList();
    String id = "query-" + queries.size();
    queries.put(id, new Query(rows, new AtomicInteger()));
    return JSON.createObjectNode().put("queryId", id);
  }

  /// `low` must be above the first number, or at it less one; `high` not above the second.
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
        .put("bytesScanned", 1_000d);
    return answer.put("status", "Complete");
  }

  private static void field(ArrayNode row, String name, String value) {
    row.addObject().put("field", name).put("value", value);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
