package dev.cwforwarder.aws;

import dev.cwforwarder.poll.Access;
import dev.cwforwarder.subscribe.LogGroups;
import dev.cwforwarder.subscribe.SubscribeException;
import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeSubscriptionFiltersResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.SubscriptionFilter;

/// The log groups of one account and Region, and their subscription filters. Thread-safe.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html">PutSubscriptionFilter</a>
public final class SubscribedGroups implements LogGroups {
  /// Positions in `arn:aws:logs:region:account:log-group:name:*`.
  private static final int ARN_ACCOUNT = 4;

  private static final int ARN_PARTS = 7;

  private final LogsClients clients;
  private final Access access;

  /// Uses this environment's credentials.
  ///
  /// @param clients do not retry: the caller paces and retries requests
  /// @param region the Region of the log groups and of the destination
  public SubscribedGroups(LogsClients clients, String region) {
    this.clients = clients;
    this.access = Access.own(region);
  }

  @Override
  public Page groups(Query query, String token) throws SubscribeException {
    DescribeLogGroupsResponse page =
        call(
            "DescribeLogGroups",
            "",
            () ->
                logs()
                    .describeLogGroups(
                        request ->
                            request
                                .logGroupNamePrefix(
                                    query.prefix().isEmpty() ? null : query.prefix())
                                .includeLinkedAccounts(query.includeLinked() ? true : null)
                                .nextToken(token.isEmpty() ? null : token)));
    check("DescribeLogGroups", "", token, page.nextToken());
    return new Page(
        page.logGroups().stream().map(this::listed).toList(),
        page.nextToken() == null ? "" : page.nextToken());
  }

  private ListedGroup listed(LogGroup group) {
    String[] arn = String.valueOf(group.arn()).split(":", ARN_PARTS);
    String groupArn = group.logGroupArn() == null ? group.arn() : group.logGroupArn();
    return new ListedGroup(
        new dev.cwforwarder.model.LogGroup(
            arn.length > ARN_ACCOUNT ? arn[ARN_ACCOUNT] : "",
            access.region(),
            group.logGroupName()),
        groupArn.endsWith(":*") ? groupArn.substring(0, groupArn.length() - 2) : groupArn,
        group.logGroupClassAsString() == null ? "" : group.logGroupClassAsString(),
        Instant.ofEpochMilli(group.creationTime() == null ? 0 : group.creationTime()));
  }

  @Override
  public List<Filter> filters(ListedGroup group) throws SubscribeException {
    List<Filter> filters = new ArrayList<>();
    String token = null;
    do {
      String pageToken = token;
      DescribeSubscriptionFiltersResponse page =
          call(
              "DescribeSubscriptionFilters",
              group.name(),
              () ->
                  logs()
                      .describeSubscriptionFilters(
                          request -> request.logGroupName(group.name()).nextToken(pageToken)));
      page.subscriptionFilters().forEach(filter -> filters.add(filter(filter)));
      check("DescribeSubscriptionFilters", group.name(), token, page.nextToken());
      token = page.nextToken();
    } while (token != null);
    return filters;
  }

  private static Filter filter(SubscriptionFilter filter) {
    return new Filter(
        filter.filterName(),
        text(filter.filterPattern()),
        filter.destinationArn(),
        text(filter.roleArn()),
        text(filter.distributionAsString()),
        filter.emitSystemFields(),
        Boolean.TRUE.equals(filter.applyOnTransformedLogs()));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Override
  public Map<String, String> tags(ListedGroup group) throws SubscribeException {
    return call(
            "ListTagsForResource",
            group.name(),
            () -> logs().listTagsForResource(request -> request.resourceArn(group.arn())))
        .tags();
  }

  /// Omits properties that have AWS's default value: some Regions do not support all of them.
  @Override
  public void put(ListedGroup group, Filter filter) throws SubscribeException {
    try {
      logs()
          .putSubscriptionFilter(
              request ->
                  request
                      .logGroupName(group.name())
                      .filterName(filter.name())
                      .filterPattern(filter.pattern())
                      .destinationArn(filter.destinationArn())
                      .roleArn(filter.roleArn().isEmpty() ? null : filter.roleArn())
                      .distribution(filter.roleArn().isEmpty() ? null : filter.distribution())
                      .applyOnTransformedLogs(filter.transformed() ? true : null)
                      .emitSystemFields(
                          filter.emitSystemFields().isEmpty() ? null : filter.emitSystemFields()));
    } catch (SdkException e) {
      String operation = "PutSubscriptionFilter";
      throw SubscriptionProblems.of(
          request(operation, group.name()), "logs:" + operation, filter.destinationArn(), e);
    }
  }

  @Override
  public void delete(ListedGroup group, String filterName) throws SubscribeException {
    call(
        "DeleteSubscriptionFilter",
        group.name(),
        () ->
            logs()
                .deleteSubscriptionFilter(
                    request -> request.logGroupName(group.name()).filterName(filterName)));
  }

  private CloudWatchLogsClient logs() {
    return clients.of(access);
  }

  private <T> T call(String operation, String group, Supplier<T> call) throws SubscribeException {
    try {
      return call.get();
    } catch (SdkException e) {
      throw SubscriptionProblems.of(request(operation, group), "logs:" + operation, e);
    }
  }

  private void check(String operation, String group, @Nullable String sent, @Nullable String next)
      throws SubscribeException {
    if (Paging.isStuck(sent, next)) {
      throw new SubscribeException(
          SubscribeException.Reason.UNEXPECTED, Paging.problem(request(operation, group)), null);
    }
  }

  private String request(String operation, String group) {
    return group.isEmpty()
        ? "%s in %s".formatted(operation, access.region())
        : "%s of %s in %s".formatted(operation, group, access.region());
  }
}
