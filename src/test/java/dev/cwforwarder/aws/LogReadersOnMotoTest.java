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
import dev.cwforwarder.testing.aws.MotoServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;

/// Tests the readers against moto, which does not share the assumptions of our own simulation. Not
/// tested is what moto does differently from AWS's documentation: it returns streams one after
/// another instead of events sorted by time, numbers its events 0, 1, 2, accepts no ARN, answers an
/// invalid token with an empty page, and reads Infrequent Access groups like any other.
@Tag("slow")
@Timeout(120)
final class LogReadersOnMotoTest {
  private static final String GROUP = "/app/web";

  @Test
  void aGroupIsFoundAndReadPageByPage() throws Exception {
    try (MotoServer moto = MotoServer.start();
        CloudWatchLogsClient logs = moto.client(CloudWatchLogsClient.builder())) {
      long start = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
      put(logs, start);
      LogsClients clients = clients(moto);
      List<PollSource.Group> groups = new ArrayList<>();
      new GroupDiscovery(clients)
          .find(Access.own("us-east-1"), new GroupFinder.Query("/app/", "", false), groups::add);
      PollSource source =
          new PollSource(Access.own("us-east-1"), groups.getFirst(), new StreamFilter.All());

      List<PolledEvent> events = new ArrayList<>();
      String token = "";
      do {
        LogReader.Page page =
            new FilterLogEventsReader(clients).read(request(source, start + 10, token));
        events.addAll(page.events());
        token = page.nextToken();
      } while (!token.isEmpty());

      assertThat(groups).extracting(PollSource.Group::name).containsExactly(GROUP);
      assertThat(groups.getFirst().account()).isEqualTo("123456789012");
      assertThat(events)
          .extracting(PolledEvent::message)
          .containsExactlyElementsOf(
              IntStream.range(10, 100).mapToObj(i -> "message " + i).toList());
      assertThat(events).allMatch(event -> event.ingestionMillis() >= start);
    }
  }

  @Test
  void aDeletedGroupIsReported() {
    try (MotoServer moto = MotoServer.start()) {
      PollSource source =
          new PollSource(
              Access.own("us-east-1"),
              new PollSource.Group(
                  "123456789012", "us-east-1", "/gone", "", "", Instant.EPOCH, false),
              new StreamFilter.All());

      ReadException e =
          catchThrowableOfType(
              ReadException.class,
              () -> new FilterLogEventsReader(clients(moto)).read(request(source, 0, "")));

      assertThat(e.reason()).isEqualTo(ReadException.Reason.GONE);
    }
  }

  private static void put(CloudWatchLogsClient logs, long start) {
    logs.createLogGroup(group -> group.logGroupName(GROUP));
    logs.createLogStream(stream -> stream.logGroupName(GROUP).logStreamName("s"));
    logs.putLogEvents(
        events ->
            events
                .logGroupName(GROUP)
                .logStreamName("s")
                .logEvents(
                    IntStream.range(0, 100)
                        .mapToObj(
                            i ->
                                InputLogEvent.builder()
                                    .timestamp(start + i)
                                    .message("message " + i)
                                    .build())
                        .toList()));
  }

  private static LogsClients clients(MotoServer moto) {
    return new LogsClients(
        () ->
            CloudWatchLogsClient.builder()
                .endpointOverride(moto.endpoint())
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("local", "local"))));
  }

  private static LogReader.Request request(PollSource source, long from, String token) {
    return new LogReader.Request(
        source,
        from,
        from + Duration.ofHours(2).toMillis(),
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        token,
        25,
        Deadline.in(Duration.ofSeconds(30), Clock.systemUTC()));
  }
}
