package dev.cwforwarder.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cwforwarder.poll.Access;
import dev.cwforwarder.subscribe.AccountPolicies;
import dev.cwforwarder.subscribe.SubscribeException;
import dev.cwforwarder.subscribe.plan.AccountPolicy;
import dev.cwforwarder.subscribe.plan.PolicyExclusions;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.PolicyType;
import software.amazon.awssdk.services.cloudwatchlogs.model.Scope;

/// The account-level subscription filter policies of one account and Region. Thread-safe.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters-AccountLevel.html">Account-level
///   subscription filters</a>
public final class LogsAccountPolicies implements AccountPolicies {
  private static final JsonFactory JSON = new JsonFactory();

  private final LogsClients clients;
  private final Access access;

  /// Uses this environment's credentials.
  ///
  /// @param region the Region of the destination
  public LogsAccountPolicies(LogsClients clients, String region) {
    this.clients = clients;
    this.access = Access.own(region);
  }

  @Override
  public List<AccountPolicy> all() throws SubscribeException {
    return call(
            "DescribeAccountPolicies",
            () ->
                logs()
                    .describeAccountPolicies(
                        request -> request.policyType(PolicyType.SUBSCRIPTION_FILTER_POLICY)))
        .accountPolicies()
        .stream()
        .map(LogsAccountPolicies::policy)
        .toList();
  }

  @Override
  public void put(AccountPolicy policy) throws SubscribeException {
    try {
      logs()
          .putAccountPolicy(
              request ->
                  request
                      .policyName(policy.name())
                      .policyType(PolicyType.SUBSCRIPTION_FILTER_POLICY)
                      .scope(Scope.ALL)
                      .selectionCriteria(policy.exclusions().criteria())
                      .policyDocument(document(policy)));
    } catch (SdkException e) {
      throw SubscriptionProblems.of(
          "PutAccountPolicy in " + access.region(),
          "logs:PutAccountPolicy and logs:PutSubscriptionFilter",
          policy.destinationArn(),
          e);
    }
  }

  @Override
  public void delete(String name) throws SubscribeException {
    call(
        "DeleteAccountPolicy",
        () ->
            logs()
                .deleteAccountPolicy(
                    request ->
                        request
                            .policyName(name)
                            .policyType(PolicyType.SUBSCRIPTION_FILTER_POLICY)));
  }

  private static String document(AccountPolicy policy) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("DestinationArn", policy.destinationArn());
      if (!policy.roleArn().isEmpty()) {
        json.writeStringField("RoleArn", policy.roleArn());
      }
      json.writeStringField("FilterPattern", policy.pattern());
      json.writeStringField("Distribution", policy.distribution());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static AccountPolicy policy(
      software.amazon.awssdk.services.cloudwatchlogs.model.AccountPolicy policy) {
    Map<String, String> members = members(policy.policyDocument());
    return new AccountPolicy(
        policy.policyName(),
        members.getOrDefault("FilterPattern", ""),
        members.getOrDefault("DestinationArn", ""),
        members.getOrDefault("RoleArn", ""),
        members.getOrDefault("Distribution", ""),
        PolicyExclusions.parse(
            policy.selectionCriteria() == null ? "" : policy.selectionCriteria()));
  }

  /// The top-level string members. Text that is not JSON has none: this stack did not write it.
  private static Map<String, String> members(String document) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser json = JSON.createParser(document)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken() == JsonToken.VALUE_STRING) {
          members.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      }
    } catch (IOException _) {
      return members;
    }
    return members;
  }

  private CloudWatchLogsClient logs() {
    return clients.of(access);
  }

  private <T> T call(String operation, Supplier<T> call) throws SubscribeException {
    try {
      return call.get();
    } catch (SdkException e) {
      throw SubscriptionProblems.of(
          "%s in %s".formatted(operation, access.region()), "logs:" + operation, e);
    }
  }
}
