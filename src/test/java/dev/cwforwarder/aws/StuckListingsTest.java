package dev.cwforwarder.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.cwforwarder.local.http.HttpReply;
import dev.cwforwarder.local.http.HttpRequest;
import dev.cwforwarder.local.http.LoopbackServer;
import dev.cwforwarder.local.http.Tls;
import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.poll.Access;
import dev.cwforwarder.poll.CheckpointException;
import dev.cwforwarder.poll.GroupFinder;
import dev.cwforwarder.poll.ReadException;
import dev.cwforwarder.replay.BucketException;
import dev.cwforwarder.subscribe.LogGroups;
import dev.cwforwarder.subscribe.SubscribeException;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/// A listing ends with an error when AWS answers with the page token that it was sent.
@Timeout(60)
final class StuckListingsTest {
  private static final String NO_PROGRESS = "the page token that it was sent";
  private static final String OBJECTS =
      """
      <ListBucketResult><IsTruncated>true</IsTruncated>
      <NextContinuationToken>t</NextContinuationToken>
      <Contents><Key>a/1</Key><Size>1</Size><LastModified>2026-01-01T00:00:00Z</LastModified></Contents>
      <CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes></ListBucketResult>""";
  private static final String ITEMS =
      """
      {"Items":[],"LastEvaluatedKey":{"id":{"S":"x"}}}""";
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

  private final LoopbackServer aws =
      LoopbackServer.start(0, new Tls.Off(), StuckListingsTest::reply);
  private final URI endpoint = URI.create("http://127.0.0.1:" + aws.port());
  private final LogsClients clients =
      new LogsClients(
          () ->
              CloudWatchLogsClient.builder()
                  .endpointOverride(endpoint)
                  .credentialsProvider(CREDENTIALS));

  @AfterEach
  void stop() {
    aws.close();
  }

  private static HttpReply reply(HttpRequest request) {
    String target = request.header("x-amz-target");
    String body =
        target.isEmpty()
            ? OBJECTS
            : target.endsWith(".Scan") ? ITEMS : "{\"nextToken\":\"t\",\"logGroups\":[]}";
    return new HttpReply.Response(200, Map.of(), ByteString.copyFromUtf8(body));
  }

  @Test
  void logGroupsToPoll() {
    assertThatThrownBy(
            () ->
                new GroupDiscovery(clients)
                    .find(
                        Access.own("eu-central-1"),
                        new GroupFinder.Query("", "", false),
                        _ -> true))
        .isInstanceOf(ReadException.class)
        .hasMessageContaining("DescribeLogGroups in eu-central-1")
        .hasMessageContaining(NO_PROGRESS);
  }

  @Test
  void logGroupsToSubscribe() {
    assertThatThrownBy(
            () ->
                new SubscribedGroups(clients, "eu-central-1")
                    .groups(new LogGroups.Query("", false), "t"))
        .isInstanceOf(SubscribeException.class)
        .hasMessageContaining("DescribeLogGroups in eu-central-1")
        .hasMessageContaining(NO_PROGRESS);
  }

  @Test
  void filtersOfALogGroup() {
    ListedGroup group =
        new ListedGroup(
            new LogGroup("123456789012", "eu-central-1", "/app"), "arn", "STANDARD", Instant.EPOCH);

    assertThatThrownBy(() -> new SubscribedGroups(clients, "eu-central-1").filters(group))
        .isInstanceOf(SubscribeException.class)
        .hasMessageContaining("DescribeSubscriptionFilters of /app in eu-central-1")
        .hasMessageContaining(NO_PROGRESS);
  }

  @Test
  void checkpoints() {
    try (DynamoDbClient dynamo =
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .credentialsProvider(CREDENTIALS)
            .region(Region.EU_CENTRAL_1)
            .build()) {
      assertThatThrownBy(new DynamoCheckpoints(dynamo, "table", Clock.systemUTC())::list)
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("Scan of the checkpoint table table")
          .hasMessageContaining(NO_PROGRESS);
    }
  }

  @Test
  void objectsAndFolders() {
    try (S3Client s3 =
        S3Client.builder()
            .endpointOverride(endpoint)
            .forcePathStyle(true)
            .credentialsProvider(CREDENTIALS)
            .region(Region.EU_CENTRAL_1)
            .build()) {
      S3Bucket bucket = new S3Bucket(s3, "failures");

      assertThatThrownBy(() -> bucket.folders(""))
          .isInstanceOf(BucketException.class)
          .hasMessageContaining("listing s3://failures/")
          .hasMessageContaining(NO_PROGRESS);
      assertThatThrownBy(() -> bucket.list("", "a/1"))
          .isInstanceOf(BucketException.class)
          .hasMessageContaining(NO_PROGRESS);
    }
  }
}
