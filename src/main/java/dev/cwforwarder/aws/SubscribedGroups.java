package dev.cwforwarder.aws;

import dev.cwforwarder.poll.Access;
import dev.cwforwarder.subscribe.LogGroups;
import dev.cwforwarder.subscribe.SubscribeException;
import dev.cwforwarder.subscribe.plan.Filter;
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

/// Log groups and their filters in one account and Region. Thread-safe.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html">PutSubscriptionFilter</a>
public final class SubscribedGroups implements LogGroups {
  /// `arn:aws:logs:region:account:log-group:name:*`.
  private static final int ARN_ACCOUNT = 4;

  private static final int ARN_PARTS = 7;

  private final LogsClients clients;
  private final Access access;

  /// Those of one Region.
  ///
  /// @param clients which do not retry: the caller counts requests
  /// @param region where the groups and the destination are
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
    return new Page(
        page.logGroups().stream().map(this::group).toList(),
        page.nextToken() == null ? "" : page.nextToken());
  }

  private dev.cwforwarder.subscribe.plan.LogGroup group(LogGroup group) {
    String[] arn = String.valueOf(group.arn()).split(":", ARN_PARTS);
    String plain = group.logGroupArn() == null ? group.arn() : group.logGroupArn();
    return new dev.cwforwarder.subscribe.plan.LogGroup(
        arn.length > ARN_ACCOUNT ? arn[ARN_ACCOUNT] : "",
        access.region(),
        group.logGroupName(),
        plain.endsWith(":*") ? plain.substring(0, plain.length() - 2) : plain,
        group.logGroupClassAsString() == null ? "" : group.logGroupClassAsString(),
        Instant.ofEpochMilli(group.creationTime() == null ? 0 : group.creationTime()));
  }

  @Override
  public List<Filter> filters(dev.cwforwarder.subscribe.plan.LogGroup group)
      throws SubscribeException {
    List<Filter> filters = new ArrayList<>();
    String token = null;
    do {
      String from = token;
      DescribeSubscriptionFiltersResponse page =
          call(
              "DescribeSubscriptionFilters",
              group.name(),
              () ->
                  logs()
                      .describeSubscriptionFilters(
                          request -> request.logGroupName(group.name()).nextToken(from)));
      page.subscriptionFilters().forEach(filter -> filters.add(filter(filter)));
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
  public Map<String, String> tags(dev.cwforwarder.subscribe.plan.LogGroup group)
      throws SubscribeException {
    return call(
            "ListTagsForResource",
            group.name(),
            () -> logs().listTagsForResource(request -> request.resourceArn(group.arn())))
        .tags();
  }

  /// Leaves out what is as AWS has it by default: older Regions know less.
  @Override
  public void put(dev.cwforwarder.subscribe.plan.LogGroup group, Filter filter)
      throws SubscribeException {
    call(
        "PutSubscriptionFilter",
        group.name(),
        () ->
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
                                filter.emitSystemFields().isEmpty()
                                    ? null
                                    : filter.emitSystemFields())));
  }

  @Override
  public void delete(dev.cwforwarder.subscribe.plan.LogGroup group, String filterName)
      throws SubscribeException {
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
      String what =
          group.isEmpty()
              ? "%s in %s".formatted(operation, access.region())
              : "%s of %s in %s".formatted(operation, group, access.region());
      throw SubscriptionProblems.of(what, "logs:" + operation, e);
    }
  }
}
