package dev.cwforwarder.aws;

import dev.cwforwarder.poll.Access;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/// Clients of CloudWatch Logs: one for each Region and role, opened when first needed. They do not
/// retry, because the poller counts every request. Thread-safe.
public final class LogsClients {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  /// A page of 1 MB may take several seconds.
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);

  private final Map<Access, CloudWatchLogsClient> clients = new ConcurrentHashMap<>();
  private final Supplier<CloudWatchLogsClientBuilder> builders;

  /// With the credentials of the environment.
  public LogsClients() {
    this(CloudWatchLogsClient::builder);
  }

  LogsClients(Supplier<CloudWatchLogsClientBuilder> builders) {
    this.builders = builders;
  }

  CloudWatchLogsClient of(Access access) {
    return clients.computeIfAbsent(access, this::open);
  }

  private CloudWatchLogsClient open(Access access) {
    CloudWatchLogsClientBuilder builder =
        builders
            .get()
            .region(Region.of(access.region()))
            .httpClientBuilder(http())
            .overrideConfiguration(
                settings ->
                    settings
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(CALL_TIMEOUT));
    if (!access.roleArn().isEmpty()) {
      builder.credentialsProvider(assumed(access));
    }
    return builder.build();
  }

  private static StsAssumeRoleCredentialsProvider assumed(Access access) {
    StsClient sts =
        StsClient.builder().region(Region.of(access.region())).httpClientBuilder(http()).build();
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(sts)
        .refreshRequest(
            request ->
                request
                    .roleArn(access.roleArn())
                    .roleSessionName("clickstack-cloudwatch-forwarder")
                    .externalId(access.externalId().isEmpty() ? null : access.externalId()))
        .build();
  }

  private static UrlConnectionHttpClient.Builder http() {
    return AwsHttp.builder().connectionTimeout(CONNECT_TIMEOUT).socketTimeout(CALL_TIMEOUT);
  }
}
