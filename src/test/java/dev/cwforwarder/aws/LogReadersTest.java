package dev.cwforwarder.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.poll.Access;
import dev.cwforwarder.poll.GroupFinder;
import dev.cwforwarder.poll.LogReader;
import dev.cwforwarder.poll.PollSource;
import dev.cwforwarder.poll.PolledEvent;
import dev.cwforwarder.poll.ReadException;
import dev.cwforwarder.poll.StreamFilter;
import dev.cwforwarder.testing.aws.LogsServer;
import dev.cwforwarder.testing.aws.SimulatedCloudWatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/// The readers with the real SDK, over HTTP, against a simulated CloudWatch.
@Tag("slow")
@Timeout(120)
final class LogReadersTest {
  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
  private static final Access ACCESS = Access.own("eu-central-1");

  private final SimulatedCloudWatch cloudWatch =
      new SimulatedCloudWatch(
          Clock.fixed(NOW, ZoneOffset.UTC), new SplittableRandom(1), Integer.MAX_VALUE);
  private final LogsServer server = LogsServer.start(cloudWatch);
  private final LogsClients clients =
      new LogsClients(
          () ->
              CloudWatchLogsClient.builder()
                  .endpointOverride(server.endpoint())
                  .credentialsProvider(
                      StaticCredentialsProvider.create(
                          AwsBasicCredentials.create("local", "local"))));

  @AfterEach
  void stop() {
    server.close();
  }

  private PollSource source(String group, StreamFilter streams) {
    return new PollSource(ACCESS, cloudWatch.describe(group, "").getFirst(), streams);
  }

  private static LogReader.Request request(PollSource source, long from, long to, String token) {
    return new LogReader.Request(
        source,
        from,
        to,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        token,
        10_000,
        Deadline.in(Duration.ofSeconds(30), Clock.systemUTC()));
  }

  private void put(String group, String stream, long timestamp, String message) {
    cloudWatch.put(group, stream, timestamp, timestamp + 5, 0, message);
  }

  private List<PolledEvent> all(LogReader reader, PollSource source, long from, long to)
      throws ReadException {
    List<PolledEvent> events = new ArrayList<>();
    String token = "";
    do {
      LogReader.Page page = reader.read(request(source, from, to, token));
      events.addAll(page.events());
      token = page.nextToken();
    } while (!token.isEmpty());
    return events;
  }

  @Test
  void eventsOfAStandardGroupHaveIdsAndTimesAndThePageTheServersClock() throws Exception {
    cloudWatch.create("/g", "STANDARD");
    put("/g", "s", 1000, "one");
    put("/g", "s", 2000, "two");
    put("/g", "s", 2001, "later");
    LogReader.Page page =
        new FilterLogEventsReader(clients)
            .read(request(source("/g", new StreamFilter.All()), 1000, 2000, ""));

    assertThat(page.events()).extracting(PolledEvent::message).containsExactly("one", "two");
    assertThat(page.events().getFirst().ingestionMillis()).isEqualTo(1005);
    assertThat(page.events().getFirst().id()).hasSize(56);
    assertThat(page.serverTime()).isNotNull();
    assertThat(page.last()).isTrue();
  }

  @Test
  void allPagesAreReadAndStreamsAreFiltered() throws Exception {
    cloudWatch.create("/g", "STANDARD");
    for (int i = 0; i < 25_000; i++) {
      put("/g", i % 2 == 0 ? "web-1" : "db-1", 1000 + i / 100, "m" + i);
    }
    LogReader reader = new FilterLogEventsReader(clients);

    assertThat(all(reader, source("/g", new StreamFilter.All()), 0, 9999)).hasSize(25_000);
    assertThat(all(reader, source("/g", new StreamFilter.Prefix("web-")), 0, 9999))
        .hasSize(12_500)
        .allMatch(event -> event.stream().equals("web-1"));
    assertThat(all(reader, source("/g", new StreamFilter.Names(List.of("db-1"))), 0, 9999))
        .hasSize(12_500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ThrottlingException | Rate exceeded | THROTTLED | too many requests",
        "ResourceNotFoundException | The specified log group does not exist. | GONE | another"
            + " Region",
        "AccessDeniedException | User is not authorized to perform: logs:FilterLogEvents | DENIED |"
            + " logs:FilterLogEvents",
        "AccessDeniedException | The KMS key is not accessible | KMS_DENIED | KMS key",
        "UnrecognizedClientException | The security token included in the request is invalid. |"
            + " CREDENTIALS | aws sso login",
        "ExpiredTokenException | The security token included in the request is expired |"
            + " CREDENTIALS | aws sso login",
        "InvalidOperationException | FilterLogEvents is not supported for this log class. |"
            + " UNSUPPORTED | Logs Insights",
        "InvalidParameterException | The specified nextToken is invalid. | TOKEN_EXPIRED | token",
        "SomethingNewException | unknown | UNEXPECTED | SomethingNewException"
      })
  void anErrorSaysWhatFailedAndWhatMayHelp(
      String code, String message, ReadException.Reason reason, String advice) {
    cloudWatch.create("/g", "STANDARD");
    PollSource source = source("/g", new StreamFilter.All());
    server.fail(code, message);

    ReadException e =
        catchThrowableOfType(
            ReadException.class,
            () -> new FilterLogEventsReader(clients).read(request(source, 0, 1, "")));

    assertThat(e.reason()).isEqualTo(reason);
    assertThat(e)
        .hasMessageContaining("FilterLogEvents of /g in eu-central-1")
        .hasMessageContaining(advice);
  }

  @Test
  void anInfrequentAccessGroupIsReadByQueriesWithStableIds() throws Exception {
    cloudWatch.create("/ia", "INFREQUENT_ACCESS");
    put("/ia", "s", 1000, "same");
    put("/ia", "s", 1000, "same");
    put("/ia", "s", 1500, "other");
    PollSource source = source("/ia", new StreamFilter.All());

    assertThat(
            catchThrowableOfType(
                    ReadException.class,
                    () -> new FilterLogEventsReader(clients).read(request(source, 0, 9, "")))
                .reason())
        .isEqualTo(ReadException.Reason.UNSUPPORTED);
    LogReader insights = new InsightsReader(clients, 3);
    List<PolledEvent> first = all(insights, source, 500, 1500);
    assertThat(first).extracting(PolledEvent::message).containsExactly("same", "same", "other");
    assertThat(first).extracting(PolledEvent::id).doesNotHaveDuplicates();
    assertThat(first.getFirst().fields()).containsKey("@ptr");
    assertThat(first.getFirst().ingestionMillis()).isEqualTo(1005);
    assertThat(all(insights, source, 500, 1500)).isEqualTo(first);
    assertThat(all(insights, source, 1500, 1999)).containsExactly(first.getLast());
  }

  @Test
  void aRangeWithMoreRowsThanAQueryReturnsIsHalved() throws Exception {
    cloudWatch.create("/ia", "INFREQUENT_ACCESS");
    for (int i = 0; i < 35_000; i++) {
      put("/ia", "s", 5_000 + i / 4, "m" + i);
    }

    List<PolledEvent> events =
        all(
            new InsightsReader(clients, 3, _ -> {}),
            source("/ia", new StreamFilter.All()),
            0,
            3_600_000);

    assertThat(events).hasSize(35_000);
    assertThat(events).extracting(PolledEvent::message).doesNotHaveDuplicates();
    assertThat(events).extracting(PolledEvent::timestampMillis).isSorted();
  }

  @Test
  void moreEventsInAMillisecondThanAQueryReturnsAreReportedAndNotDropped() {
    cloudWatch.create("/ia", "INFREQUENT_ACCESS");
    for (int i = 0; i < 10_000; i++) {
      put("/ia", "s", 5_000, "m" + i);
    }

    ReadException e =
        catchThrowableOfType(
            ReadException.class,
            () ->
                new InsightsReader(clients, 3)
                    .read(request(source("/ia", new StreamFilter.All()), 5_000, 5_000, "")));

    assertThat(e).hasMessageContaining("of one millisecond");
  }

  @Test
  void aQueryThatTakesTooLongIsStopped() {
    cloudWatch.create("/ia", "INFREQUENT_ACCESS");
    server.queriesEnd(false);
    LogReader.Request request =
        new LogReader.Request(
            source("/ia", new StreamFilter.All()),
            0,
            1,
            0,
            1,
            "",
            10_000,
            Deadline.in(Duration.ofSeconds(1), Clock.systemUTC()));

    ReadException e =
        catchThrowableOfType(
            ReadException.class, () -> new InsightsReader(clients, 3).read(request));

    assertThat(e.reason()).isEqualTo(ReadException.Reason.OUT_OF_TIME);
    assertThat(server.stopped()).isEqualTo(1);
  }

  @Test
  void moreThanAThousandGroupsAreFoundPageByPage() throws Exception {
    for (int i = 0; i < 1_234; i++) {
      cloudWatch.create("/g/%04d".formatted(i), i % 2 == 0 ? "STANDARD" : "INFREQUENT_ACCESS");
    }
    List<PollSource.Group> found = new ArrayList<>();

    new GroupDiscovery(clients).find(ACCESS, new GroupFinder.Query("/g/", "", false), found::add);

    assertThat(found).hasSize(1_234);
    assertThat(found.get(1).account()).isEqualTo("123456789012");
    assertThat(found.get(1).logClass()).isEqualTo("INFREQUENT_ACCESS");
    assertThat(found.get(1).arn()).endsWith(":log-group:/g/0001");
    assertThat(found.get(1).created()).isEqualTo(NOW);
  }
}
