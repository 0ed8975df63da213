package dev.cwforwarder.aws;

import dev.cwforwarder.poll.Access;
import dev.cwforwarder.poll.GroupFinder;
import dev.cwforwarder.poll.PollSource;
import dev.cwforwarder.poll.ReadException;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/// Finds log groups with `DescribeLogGroups`. Thread-safe.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html">DescribeLogGroups</a>
public final class GroupDiscovery implements GroupFinder {
  /// `arn:aws:logs:region:account:log-group:name:*`.
  private static final int ARN_ACCOUNT = 4;

  private static final int ARN_PARTS = 7;
  private static final int MAX_ATTEMPTS = 4;
  private static final int FIRST_DELAY_MILLIS = 500;

  private final LogsClients clients;

  /// Searches with `clients`.
  public GroupDiscovery(LogsClients clients) {
    this.clients = clients;
  }

  @Override
  public void find(Access access, Query query, Predicate<PollSource.Group> each)
      throws ReadException {
    String token = null;
    do {
      DescribeLogGroupsResponse page = page(access, query, token);
      for (LogGroup group : page.logGroups()) {
        if (!each.test(group(access, query, group))) {
          return;
        }
      }
      if (Paging.isStuck(token, page.nextToken())) {
        throw new ReadException(
            ReadException.Reason.UNEXPECTED,
            Paging.problem("DescribeLogGroups in " + access.region()),
            null);
      }
      token = page.nextToken();
    } while (token != null);
  }

  /// Retries when throttled: a run searches only once, and needs the result.
  private DescribeLogGroupsResponse page(Access access, Query query, @Nullable String token)
      throws ReadException {
    for (int attempt = 1; ; attempt++) {
      try {
        return describe(clients.of(access), query, token);
      } catch (SdkException e) {
        ReadException problem =
            LogsProblems.of("DescribeLogGroups in " + access.region(), "logs:DescribeLogGroups", e);
        boolean retryable =
            problem.reason() == ReadException.Reason.THROTTLED
                && e instanceof CloudWatchLogsException;
        if (!retryable || attempt == MAX_ATTEMPTS) {
          throw problem;
        }
        backOff(attempt, problem);
      }
    }
  }

  private static void backOff(int attempt, ReadException problem) throws ReadException {
    try {
      Thread.sleep((long) FIRST_DELAY_MILLIS << attempt);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw problem;
    }
  }

  private static DescribeLogGroupsResponse describe(
      CloudWatchLogsClient logs, Query query, @Nullable String token) {
    return logs.describeLogGroups(
        request ->
            request
                .logGroupNamePrefix(query.prefix().isEmpty() ? null : query.prefix())
                .logGroupNamePattern(query.pattern().isEmpty() ? null : query.pattern())
                .includeLinkedAccounts(query.includeLinked() ? true : null)
                .nextToken(token));
  }

  /// A search with a pattern returns only names and ARNs, so the class may be unknown.
  private static PollSource.Group group(Access access, Query query, LogGroup group) {
    String[] arn = String.valueOf(group.arn()).split(":", ARN_PARTS);
    String account = arn.length > ARN_ACCOUNT ? arn[ARN_ACCOUNT] : "";
    String plain =
        group.logGroupArn() != null
            ? group.logGroupArn()
            : withoutStar(String.valueOf(group.arn()));
    return new PollSource.Group(
        account,
        access.region(),
        group.logGroupName(),
        plain,
        group.logGroupClassAsString() == null ? "" : group.logGroupClassAsString(),
        Instant.ofEpochMilli(group.creationTime() == null ? 0 : group.creationTime()),
        query.includeLinked());
  }

  private static String withoutStar(String arn) {
    return arn.endsWith(":*") ? arn.substring(0, arn.length() - 2) : arn;
  }
}
