package dev.cwforwarder.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.poll.Access;
import dev.cwforwarder.poll.LogReader;
import dev.cwforwarder.poll.PollSource;
import dev.cwforwarder.poll.PolledEvent;
import dev.cwforwarder.poll.ReadException;
import dev.cwforwarder.poll.StreamFilter;
import dev.cwforwarder.testing.Project;
import dev.cwforwarder.testing.aws.LogsServer;
import dev.cwforwarder.testing.aws.SimulatedCloudWatch;
import dev.cwforwarder.testing.time.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/// What Logs Insights scans while a log group is polled, with the default windows: AWS bills it.
@Tag("slow")
final class InsightsCostTest {
  private static final String GROUP = "/ia";
  private static final String MESSAGE = "message of twenty-nine chars.";
  private static final long LATENESS = Duration.ofMinutes(15).toMillis();
  private static final long INTERVAL = Duration.ofMinutes(6).toMillis();
  private static final long SETTLE = Duration.ofMinutes(5).toMillis();
  private static final long FUTURE = Duration.ofHours(2).toMillis();

  /// The first one does not know how many events there are.
  private static final int WINDOWS = 4;

  private final ManualClock clock = new ManualClock();
  private final SimulatedCloudWatch cloudWatch =
      new SimulatedCloudWatch(clock, new SplittableRandom(1), Integer.MAX_VALUE);
  private final LogsServer server = LogsServer.start(cloudWatch);
  private final LogReader reader =
      new InsightsReader(
          new LogsClients(
              () ->
                  CloudWatchLogsClient.builder()
                      .endpointOverride(server.endpoint())
                      .credentialsProvider(
                          StaticCredentialsProvider.create(
                              AwsBasicCredentials.create("local", "local")))),
          3,
          _ -> {});
  private final long start = clock.millis();
  private int queries;

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 33, 300})
  void eachByteIsScannedAtMostFiveTimes(int perSecond) throws ReadException {
    PollSource source = write(perSecond);
    long scanned = 0;
    for (int n = 0; n < WINDOWS; n++) {
      queries = 0;
      long bytes = read(source, n, perSecond);
      scanned += n == 0 ? 0 : bytes;
      assertThat(queries).isLessThan(perSecond < 300 ? 8 : 30);
    }

    double written = (WINDOWS - 1) * INTERVAL / 1000.0 * perSecond * MESSAGE.length();
    System.out.printf("%d events/s: scanned %.2f times%n", perSecond, scanned / written);
    // The documents round up.
    assertThat(documented("docs/cost.md", "scanned \\[([\\d.]+) times]") - scanned / written)
        .isBetween(0.0, 0.1);
    assertThat(
            documented("docs/poll.md", "With the defaults every byte is scanned ([\\d.]+) times"))
        .isEqualTo(documented("docs/cost.md", "scanned \\[([\\d.]+) times]"));
  }

  private static double documented(String page, String sentence) {
    Matcher figure = Pattern.compile(sentence).matcher(Project.text(page).replace('\n', ' '));
    assertThat(figure.find()).as(sentence).isTrue();
    return Double.parseDouble(figure.group(1));
  }

  /// Writes the events of all windows, and those around them.
  private PollSource write(int perSecond) {
    cloudWatch.create(GROUP, "INFREQUENT_ACCESS");
    long end = start + WINDOWS * INTERVAL + SETTLE;
    long events = (end - start + LATENESS) / 1000 * perSecond;
    for (long n = 0; n < events; n++) {
      long at = start - LATENESS + n * 1000 / perSecond;
      cloudWatch.put(GROUP, "s", at, at + 200, at + 200, MESSAGE);
    }
    return new PollSource(
        Access.own("eu-central-1"),
        cloudWatch.describe(GROUP, "").getFirst(),
        new StreamFilter.All());
  }

  /// Reads one window. Returns the bytes scanned.
  private long read(PollSource source, int number, int perSecond) throws ReadException {
    long after = start + number * INTERVAL;
    long upTo = after + INTERVAL;
    clock.advance(Duration.ofMillis(upTo + SETTLE - clock.millis()));
    Set<Long> due = new HashSet<>();
    long scanned = 0;
    String token = "";
    int events = 0;
    do {
      LogReader.Page page =
          reader.read(
              new LogReader.Request(
                  source,
                  after - LATENESS + 1,
                  upTo + FUTURE,
                  after,
                  upTo,
                  token,
                  10_000,
                  Deadline.in(Duration.ofMinutes(1), Clock.systemUTC())));
      queries++;
      for (PolledEvent event : page.events()) {
        due.add(event.timestampMillis());
        events++;
      }
      scanned += page.bytesScanned();
      token = page.nextToken();
    } while (!token.isEmpty());
    assertThat(events).isEqualTo((int) (INTERVAL / 1000 * perSecond));
    assertThat(due.size()).isEqualTo(events);
    return scanned;
  }
}
