package dev.cwforwarder.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.subscribe.Reconciler;
import dev.cwforwarder.subscribe.SubscribeProgress;
import dev.cwforwarder.subscribe.SubscribeReport;
import dev.cwforwarder.subscribe.plan.DesiredState;
import dev.cwforwarder.subscribe.plan.Identity;
import dev.cwforwarder.subscribe.plan.Rule;
import dev.cwforwarder.testing.aws.MotoServer;
import dev.cwforwarder.testing.time.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.SubscriptionFilter;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/// Several pages of log groups on moto's CloudWatch Logs, which accepts two filters per group and
/// delivers to Kinesis. Only the time between requests is simulated.
@Tag("slow")
@Timeout(300)
final class SubscribedGroupsOnMotoTest {

  /// Twenty pages of `DescribeLogGroups`.
  private static final int GROUPS = 1_000;

  private static final String ACCOUNT = "123456789012";
  private static final String REGION = "us-east-1";
  private static final String STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/logs";
  private static final String ROLE = "arn:aws:iam::123456789012:role/logs";
  private static final String NAME = "clickstack-forwarder-logs";
  private static final String OWN = "/app/of-the-forwarder";
  private static final Identity SELF = new Identity(ACCOUNT, REGION, NAME, STREAM, Set.of(OWN));
  private static final DesiredState DESIRED =
      new DesiredState(
          List.of(
              new Rule(
                  "app",
                  name -> name.startsWith("/app/"),
                  Set.of(),
                  Map.of(),
                  Set.of(),
                  new Rule.Template("", "", ROLE, "", List.of(), false))),
          _ -> false,
          DesiredState.Mode.FILTERS,
          false);

  private final ManualClock clock = new ManualClock();

  /// moto does not support CBOR, which the SDK uses for Kinesis.
  @BeforeAll
  static void disableCbor() {
    System.setProperty("aws.cborEnabled", "false");
  }

  @AfterAll
  static void enableCbor() {
    System.clearProperty("aws.cborEnabled");
  }

  private SubscribeReport run(MotoServer moto, DesiredState desired, boolean apply)
      throws InterruptedException {
    LogsClients clients =
        new LogsClients(
            () ->
                CloudWatchLogsClient.builder()
                    .endpointOverride(moto.endpoint())
                    .credentialsProvider(
                        StaticCredentialsProvider.create(
                            AwsBasicCredentials.create("local", "local"))));
    return new Reconciler(
            new SubscribedGroups(clients, REGION),
            new LogsAccountPolicies(clients, REGION),
            null,
            clock,
            new SplittableRandom(1),
            clock)
        .run(
            new Reconciler.Request(desired, SELF, "", apply),
            Deadline.in(Duration.ofHours(3), clock),
            SubscribeProgress.NONE);
  }

  private static String name(int number) {
    return "/app/service-%04d".formatted(number);
  }

  private static void create(CloudWatchLogsClient logs, String name) {
    logs.createLogGroup(group -> group.logGroupName(name));
  }

  private static void plant(CloudWatchLogsClient logs, String group, String name, String stream) {
    logs.putSubscriptionFilter(
        filter ->
            filter
                .logGroupName(group)
                .filterName(name)
                .filterPattern("ERROR")
                .destinationArn(stream)
                .roleArn(ROLE));
  }

  private static List<SubscriptionFilter> filters(CloudWatchLogsClient logs, String group) {
    return logs.describeSubscriptionFilters(request -> request.logGroupName(group))
        .subscriptionFilters();
  }

  @Test
  void aThousandGroupsAreSubscribedAndUnsubscribed() throws Exception {
    try (MotoServer moto = MotoServer.start();
        CloudWatchLogsClient logs = moto.client(CloudWatchLogsClient.builder());
        KinesisClient kinesis = moto.client(KinesisClient.builder())) {
      kinesis.createStream(stream -> stream.streamName("logs").shardCount(1));
      create(logs, OWN);
      create(logs, "/other");
      for (int i = 0; i < GROUPS; i++) {
        create(logs, name(i));
      }
      assertThat(run(moto, DESIRED, false).counts())
          .containsExactlyInAnyOrderEntriesOf(
              Map.of("attach", GROUPS, "skip: own-group", 1, "skip: not-wanted", 1));

      SubscribeReport applied = run(moto, DESIRED, true);

      assertThat(applied.end()).as(applied.problem()).isEqualTo(SubscribeReport.End.DONE);
      assertThat(applied.with(SubscribeReport.Result.DONE)).isEqualTo(GROUPS);
      assertThat(run(moto, DESIRED, false).changes()).isZero();
      assertThat(filters(logs, OWN)).isEmpty();
      assertWrittenEventsArrive(logs, kinesis);

      replaceTenGroups(moto, logs);

      SubscribeReport removed = run(moto, DesiredState.NOTHING, true);
      assertThat(removed.with(SubscribeReport.Result.DONE)).isEqualTo(GROUPS - 10);
      assertThat(removed.with(SubscribeReport.Result.FAILED)).isZero();
      assertThat(filters(logs, name(500))).isEmpty();
    }
  }

  private void replaceTenGroups(MotoServer moto, CloudWatchLogsClient logs) throws Exception {
    for (int i = 0; i < 10; i++) {
      String gone = name(i);
      logs.deleteLogGroup(group -> group.logGroupName(gone));
      create(logs, name(GROUPS + i));
    }
    assertThat(run(moto, DESIRED, false).counts())
        .containsEntry("attach", 10)
        .containsEntry("keep", GROUPS - 10);
  }

  private static void assertWrittenEventsArrive(CloudWatchLogsClient logs, KinesisClient kinesis)
      throws IOException {
    logs.createLogStream(stream -> stream.logGroupName(name(7)).logStreamName("s"));
    logs.putLogEvents(
        events ->
            events
                .logGroupName(name(7))
                .logStreamName("s")
                .logEvents(
                    InputLogEvent.builder()
                        .timestamp(System.currentTimeMillis())
                        .message("subscribed")
                        .build()));
    String shard =
        kinesis.listShards(request -> request.streamName("logs")).shards().getFirst().shardId();
    String iterator =
        kinesis
            .getShardIterator(
                request ->
                    request
                        .streamName("logs")
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    List<Record> records = kinesis.getRecords(request -> request.shardIterator(iterator)).records();
    assertThat(records).hasSize(1);
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(records.getFirst().data().asByteArray()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .contains("\"subscribed\"", name(7), NAME);
    }
  }

  @Test
  void fullGroupsAreDetectedByTheRefusalAndThirdPartyFiltersStay() throws Exception {
    try (MotoServer moto = MotoServer.start();
        CloudWatchLogsClient logs = moto.client(CloudWatchLogsClient.builder());
        KinesisClient kinesis = moto.client(KinesisClient.builder())) {
      kinesis.createStream(stream -> stream.streamName("logs").shardCount(1));
      kinesis.createStream(stream -> stream.streamName("others").shardCount(1));
      create(logs, "/app/full");
      plant(logs, "/app/full", "one", STREAM.replace("logs", "others"));
      plant(logs, "/app/full", "two", STREAM.replace("logs", "others"));
      create(logs, "/app/by-hand");
      plant(logs, "/app/by-hand", "mine", STREAM);
      create(logs, "/app/stale");
      plant(logs, "/app/stale", NAME, STREAM);
      List<SubscriptionFilter> before = filters(logs, "/app/full");

      SubscribeReport report = run(moto, DESIRED, true);

      assertThat(report.counts())
          .containsExactlyInAnyOrderEntriesOf(
              Map.of("skip: slots-full", 1, "skip: by-hand", 1, "update", 1));
      assertThat(filters(logs, "/app/full")).isEqualTo(before);
      assertThat(filters(logs, "/app/by-hand")).hasSize(1);
      assertThat(filters(logs, "/app/stale").getFirst().filterPattern()).isEmpty();
    }
  }
}
