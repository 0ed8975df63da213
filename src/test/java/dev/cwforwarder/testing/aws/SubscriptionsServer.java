package dev.cwforwarder.testing.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cwforwarder.subscribe.LogGroups;
import dev.cwforwarder.subscribe.SubscribeException;
import dev.cwforwarder.subscribe.plan.AccountPolicy;
import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import dev.cwforwarder.subscribe.plan.PolicyExclusions;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The operations of CloudWatch Logs that subscribe log groups, on a loopback port, with AWS's
/// errors. Serves [SimulatedLogGroups]. In addition to moto it supports account policies, log
/// classes, system fields and distributions.
public final class SubscriptionsServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SimulatedLogGroups groups;
  private final Object lock = new Object();
  private final AwsJsonServer server;

  private SubscriptionsServer(SimulatedLogGroups groups) {
    this.groups = groups;
    Map<String, AwsJsonServer.Operation> operations = new HashMap<>();
    operations.put("DescribeLogGroups", this::describe);
    operations.put("DescribeSubscriptionFilters", this::filters);
    operations.put("ListTagsForResource", this::tags);
    operations.put(
        "PutSubscriptionFilter", change(request -> groups.put(group(request), filter(request))));
    operations.put(
        "DeleteSubscriptionFilter",
        change(request -> groups.delete(group(request), request.path("filterName").asText())));
    operations.put("DescribeAccountPolicies", this::policies);
    operations.put("PutAccountPolicy", change(request -> groups.put(policy(request))));
    operations.put(
        "DeleteAccountPolicy",
        change(request -> groups.delete(request.path("policyName").asText())));
    operations.replaceAll((_, operation) -> oneAtATime(operation));
    server = AwsJsonServer.start(operations, SubscriptionsServer::code);
  }

  /// Serves `groups`.
  public static SubscriptionsServer start(SimulatedLogGroups groups) {
    return new SubscriptionsServer(groups);
  }

  public URI endpoint() {
    return server.endpoint();
  }

  /// From now on, answers all requests with HTTP 400 and this code; an empty code ends it.
  public void fail(String code) {
    server.fail(code, "scripted");
  }

  /// From now on, answers requests of this operation with HTTP 400 and this error.
  public void fail(String operation, String code, String message) {
    server.fail(operation, code, message);
  }

  private interface Change {
    void make(JsonNode request) throws SubscribeException, IOException;
  }

  private static AwsJsonServer.Operation change(Change change) {
    return request -> {
      change.make(request);
      return JSON.createObjectNode();
    };
  }

  /// The simulation is not thread-safe.
  private AwsJsonServer.Operation oneAtATime(AwsJsonServer.Operation operation) {
    return request -> {
      synchronized (lock) {
        return operation.answer(request);
      }
    };
  }

  private static String code(Exception problem) {
    if (!(problem instanceof SubscribeException subscribe)) {
      throw new IllegalStateException(problem);
    }
    return switch (subscribe.reason()) {
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

  private JsonNode filters(JsonNode request) throws SubscribeException {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode list = answer.putArray("subscriptionFilters");
    groups.filters(group(request)).forEach(filter -> write(list.addObject(), filter));
    return answer;
  }

  private JsonNode tags(JsonNode request) throws SubscribeException {
    return JSON.createObjectNode().set("tags", JSON.valueToTree(groups.tags(tagged(request))));
  }

  private JsonNode policies(JsonNode request) throws SubscribeException {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode list = answer.putArray("accountPolicies");
    groups.all().forEach(policy -> write(list.addObject(), policy));
    return answer;
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
    server.close();
  }
}
