package dev.cwforwarder.testing.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cwforwarder.subscribe.LogGroups;
import dev.cwforwarder.subscribe.SubscribeException;
import dev.cwforwarder.subscribe.plan.AccountPolicy;
import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import dev.cwforwarder.subscribe.plan.PolicyExclusions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/// CloudWatch Logs' JSON protocol on a loopback port, in front of [SimulatedLogGroups]: what the
/// SDK needs to subscribe log groups, with AWS's own errors and answers. Beyond moto it knows
/// account policies, log classes, system fields and distributions.
public final class SubscriptionsServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SimulatedLogGroups groups;
  private final HttpServer server;
  private volatile String failing = "";

  private SubscriptionsServer(SimulatedLogGroups groups) throws IOException {
    this.groups = groups;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newSingleThreadExecutor());
    server.start();
  }

  /// Serves `groups`.
  public static SubscriptionsServer start(SimulatedLogGroups groups) {
    try {
      return new SubscriptionsServer(groups);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Answers everything with HTTP 400 and this code from here on; empty: no more.
  public void fail(String code) {
    failing = code;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      if (!failing.isEmpty()) {
        error(exchange, failing, "as the test wants it");
        return;
      }
      try {
        send(exchange, 200, operate(target.substring(target.indexOf('.') + 1), request));
      } catch (SubscribeException e) {
        error(exchange, code(e.reason()), String.valueOf(e.getMessage()));
      }
    }
  }

  private static String code(SubscribeException.Reason reason) {
    return switch (reason) {
      case THROTTLED -> "ThrottlingException";
      case GONE -> "ResourceNotFoundException";
      case DENIED -> "AccessDeniedException";
      case CLASS -> "InvalidOperationException";
      case SLOTS_FULL -> "LimitExceededException";
      case CREDENTIALS -> "ExpiredTokenException";
      case DESTINATION -> "InvalidParameterException";
      case UNAVAILABLE, OUT_OF_TIME, UNEXPECTED -> "InternalFailure";
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

  private JsonNode operate(String operation, JsonNode request)
      throws SubscribeException, IOException {
    ObjectNode nothing = JSON.createObjectNode();
    switch (operation) {
      case "DescribeLogGroups" -> {
        return describe(request);
      }
      case "DescribeSubscriptionFilters" -> {
        ArrayNode list = nothing.putArray("subscriptionFilters");
        groups.filters(group(request)).forEach(filter -> write(list.addObject(), filter));
      }
      case "ListTagsForResource" ->
          nothing.set("tags", JSON.valueToTree(groups.tags(tagged(request))));
      case "PutSubscriptionFilter" -> groups.put(group(request), filter(request));
      case "DeleteSubscriptionFilter" ->
          groups.delete(group(request), request.path("filterName").asText());
      case "DescribeAccountPolicies" -> {
        ArrayNode list = nothing.putArray("accountPolicies");
        for (AccountPolicy policy : groups.all()) {
          write(list.addObject(), policy);
        }
      }
      case "PutAccountPolicy" -> groups.put(policy(request));
      case "DeleteAccountPolicy" -> groups.delete(request.path("policyName").asText());
      default -> throw new IllegalStateException("not simulated: " + operation);
    }
    return nothing;
  }

  private JsonNode describe(JsonNode request) throws SubscribeException {
    LogGroups.Page page =
        groups.groups(
            new LogGroups.Query(
                request.path("logGroupNamePrefix").asText(""),
                request.path("includeLinkedAccounts").asBoolean()),
            request.path("nextToken").asText(""));
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode list = answer.putArray("logGroups");
    for (ListedGroup group : page.groups()) {
      list.addObject()
          .put("logGroupName", group.name())
          .put("arn", group.arn() + ":*")
          .put("logGroupArn", group.arn())
          .put("logGroupClass", group.logClass())
          .put("creationTime", group.created().toEpochMilli());
    }
    if (!page.nextToken().isEmpty()) {
      answer.put("nextToken", page.nextToken());
    }
    return answer;
  }

  private ListedGroup group(JsonNode request) throws SubscribeException {
    String name = request.path("logGroupName").asText();
    return found(name, group -> group.name().equals(name));
  }

  private ListedGroup tagged(JsonNode request) throws SubscribeException {
    String arn = request.path("resourceArn").asText();
    return found(arn, group -> group.arn().equals(arn));
  }

  private ListedGroup found(String what, Predicate<ListedGroup> is) throws SubscribeException {
    return groups.allGroups().stream()
        .filter(is)
        .findFirst()
        .orElseThrow(
            () -> new SubscribeException(SubscribeException.Reason.GONE, "no " + what, null));
  }

  private static Filter filter(JsonNode node) {
    List<String> fields = new ArrayList<>();
    node.path("emitSystemFields").forEach(field -> fields.add(field.asText()));
    return new Filter(
        node.path("filterName").asText(),
        node.path("filterPattern").asText(""),
        node.path("destinationArn").asText(),
        node.path("roleArn").asText(""),
        node.path("distribution").asText(""),
        fields,
        node.path("applyOnTransformedLogs").asBoolean());
  }

  private static void write(ObjectNode node, Filter filter) {
    node.put("filterName", filter.name())
        .put("filterPattern", filter.pattern())
        .put("destinationArn", filter.destinationArn())
        .put("distribution", filter.distribution())
        .put("applyOnTransformedLogs", filter.transformed());
    if (!filter.roleArn().isEmpty()) {
      node.put("roleArn", filter.roleArn());
    }
    if (!filter.emitSystemFields().isEmpty()) {
      filter.emitSystemFields().forEach(node.putArray("emitSystemFields")::add);
    }
  }

  private static AccountPolicy policy(JsonNode request) throws IOException {
    JsonNode document = JSON.readTree(request.path("policyDocument").asText());
    return new AccountPolicy(
        request.path("policyName").asText(),
        document.path("FilterPattern").asText(""),
        document.path("DestinationArn").asText(),
        document.path("RoleArn").asText(""),
        document.path("Distribution").asText(""),
        PolicyExclusions.parse(request.path("selectionCriteria").asText("")));
  }

  private static void write(ObjectNode node, AccountPolicy policy) {
    ObjectNode document =
        JSON.createObjectNode()
            .put("DestinationArn", policy.destinationArn())
            .put("FilterPattern", policy.pattern())
            .put("Distribution", policy.distribution());
    node.put("policyName", policy.name())
        .put("policyDocument", document.toString())
        .put("policyType", "SUBSCRIPTION_FILTER_POLICY")
        .put("scope", "ALL")
        .put("selectionCriteria", policy.exclusions().criteria());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
