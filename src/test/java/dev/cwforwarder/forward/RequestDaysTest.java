package dev.cwforwarder.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.testing.InMemoryStore;
import dev.cwforwarder.testing.Records;
import dev.cwforwarder.testing.otlp.Exporters;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// ClickHouse refuses an insert of more than 100 days, whole, and the collector inserts everything
/// that it receives within 5 s.
final class RequestDaysTest {
  private static final Instant FIRST = Instant.parse("2025-01-01T12:00:00Z");
  private static final Duration COLLECTOR_BATCH = Duration.ofSeconds(5);

  private final Exporters setup = new Exporters();
  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final List<Arrival> arrivals = Collections.synchronizedList(new ArrayList<>());
  private OtlpForwarder forwarder;

  /// A request of the forwarder.
  private record Arrival(Instant at, Set<Long> days) {}

  @BeforeEach
  void start() {
    receiver.answerWith(this::record);
    forwarder =
        new OtlpForwarder(
            Records.mapper(), setup.to(receiver), FailureStore.none(), setup.clock(), setup.log());
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private Answer record(ExportLogsServiceRequest request) {
    arrivals.add(new Arrival(setup.clock().instant(), days(request)));
    return Answer.accept();
  }

  private static Set<Long> days(ExportLogsServiceRequest request) {
    return request.getResourceLogsList().stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .map(one -> Duration.ofNanos(one.getTimeUnixNano()).toDays())
        .collect(Collectors.toSet());
  }

  @Test
  void recordsOfThreeHundredDaysArriveInRequestsOfFewDays() {
    Delivery delivery = forwarder.forward(batch("s", 0, 300, 7), in(Duration.ofMinutes(15)));

    assertThat(delivery.exported()).isEqualTo(2_100);
    assertThat(receiver.uids()).hasSize(2_100).doesNotHaveDuplicates();
    assertThat(arrivals).allMatch(request -> request.days().size() <= 10);
  }

  @Test
  void recordsOfAlternatingDaysArriveInAsFewRequestsAsSortedOnes() {
    LogBatch sorted = batch("s", 0, 12, 200);
    List<LogEvent> events = new ArrayList<>(sorted.events());
    Collections.shuffle(events, new Random(1));

    Delivery delivery =
        forwarder.forward(new LogBatch(sorted.source(), events), in(Duration.ofMinutes(15)));

    assertThat(delivery.exported()).isEqualTo(2_400);
    assertThat(receiver.uids()).hasSize(2_400).doesNotHaveDuplicates();
    assertThat(arrivals).hasSize(2);
  }

  @Test
  void refusedRecordsOfAlternatingDaysAreStoredAndNoOthers() {
    List<LogEvent> events = new ArrayList<>(batch("s", 0, 15, 20).events());
    Collections.shuffle(events, new Random(1));
    Set<String> poison = Set.of("s-3-7", "s-14-19", "s-0-0");
    events.replaceAll(
        one ->
            poison.contains(one.id())
                ? new LogEvent(one.id(), one.timestampMillis(), "poison")
                : one);
    receiver.answerWith(
        request -> request.toString().contains("poison") ? Answer.status(400) : Answer.accept());
    InMemoryStore store = new InMemoryStore();

    Delivery delivery =
        new OtlpForwarder(Records.mapper(), setup.to(receiver), store, setup.clock(), setup.log())
            .forward(new LogBatch(Records.SOURCE, events), in(Duration.ofMinutes(15)));

    assertThat(delivery.stored()).isEqualTo(Map.of("refused", 3));
    assertThat(delivery.exported()).isEqualTo(297);
    assertThat(receiver.uids())
        .hasSize(297)
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(poison);
    assertThat(store.uids("quarantine")).containsExactlyInAnyOrderElementsOf(poison);
  }

  @Test
  void noBatchOfTheCollectorHoldsMoreThanTwentyDays() {
    forwarder.forward(batch("s", 0, 300, 7), in(Duration.ofMinutes(15)));

    assertThat(largestBatch()).isLessThanOrEqualTo(20);
  }

  @Test
  void streamsThatShareRequestsAreSplitAndPacedToo() {
    List<LogBatch> streams =
        IntStream.range(0, 120).mapToObj(n -> batch("s" + n, n, 1, 2)).toList();

    List<Delivery> deliveries = forwarder.forwardAll(streams, in(Duration.ofMinutes(15)));

    assertThat(deliveries).allMatch(one -> one.exported() == 2);
    assertThat(arrivals).hasSizeBetween(12, 16).allMatch(request -> request.days().size() <= 10);
    assertThat(largestBatch()).isLessThanOrEqualTo(20);
  }

  @Test
  void laterDeliveriesWaitForEarlierOnes() {
    for (int day = 0; day < 60; day++) {
      forwarder.forward(batch("s", day, 1, 1), in(Duration.ofMinutes(15)));
    }

    assertThat(receiver.uids()).hasSize(60);
    assertThat(largestBatch()).isLessThanOrEqualTo(20);
  }

  @Test
  void usualPayloadsAreOneRequestEachAndNeverWait() {
    for (int n = 0; n < 100; n++) {
      forwarder.forward(batch("s" + n, 298, 2, 250), in(Duration.ofMinutes(1)));
    }

    assertThat(arrivals).hasSize(100);
    assertThat(setup.clock().pauses()).isEmpty();
  }

  @Test
  void nothingWaitsBeyondTheDeadline() {
    Deadline deadline = in(Duration.ofSeconds(8));

    Delivery delivery = forwarder.forward(batch("s", 0, 300, 1), deadline);

    assertThat(setup.clock().instant()).isBefore(deadline.at());
    assertThat(delivery.exported()).isBetween(20, 40);
    assertThat(delivery.undelivered()).isEqualTo(300 - delivery.exported());
    assertThat(delivery.outOfTime()).isTrue();
    assertThat(delivery.problem())
        .contains("more than 20 days must not be sent within 6 s", "no time left");
  }

  @Test
  void nothingIsSentAfterAWaitThatLeavesNoTimeForTheRequest() {
    Delivery delivery = forwarder.forward(batch("s", 0, 300, 1), in(Duration.ofMillis(6_500)));

    assertThat(delivery.exported()).isBetween(10, 20);
    assertThat(delivery.outOfTime()).isTrue();
    assertThat(setup.clock().pauses()).isEmpty();
  }

  @Test
  void aDeliveryThatEndsBetweenRequestsIsOutOfTimeAndNoOutage() {
    receiver.answerWith(
        request -> {
          setup.clock().advance(Duration.ofSeconds(3));
          return record(request);
        });

    Delivery delivery = forwarder.forward(batch("s", 0, 20, 1), in(Duration.ofSeconds(2)));

    assertThat(delivery.exported()).isEqualTo(10);
    assertThat(delivery.undelivered()).isEqualTo(10);
    assertThat(delivery.outOfTime()).isTrue();
    assertThat(delivery.problem()).isEqualTo("nothing was sent: the invocation has no time left");

    receiver.answerWith(request -> failOnce());
    assertThat(forwarder.forward(batch("s", 0, 1, 1), in(Duration.ofMinutes(1))).exported())
        .as("retried, as after a delivery that did not fail")
        .isEqualTo(1);
  }

  private Answer failOnce() {
    receiver.answerAlways(Answer.accept());
    return Answer.status(503);
  }

  @Test
  void waitingTakesNothingFromTheTimeForRetries() {
    Instant late = setup.clock().instant().plusSeconds(30);
    AtomicBoolean failed = new AtomicBoolean();
    receiver.answerWith(
        request ->
            setup.clock().instant().isAfter(late) && failed.compareAndSet(false, true)
                ? Answer.status(503)
                : record(request));

    Delivery delivery = forwarder.forward(batch("s", 0, 300, 1), in(Duration.ofMinutes(15)));

    assertThat(failed).isTrue();
    assertThat(delivery.exported()).isEqualTo(300);
  }

  /// The days of the requests that arrive within the 5 s after some request.
  private int largestBatch() {
    int largest = 0;
    for (Arrival first : arrivals) {
      Set<Long> days = new HashSet<>();
      for (Arrival one : arrivals) {
        Duration after = Duration.between(first.at(), one.at());
        if (!after.isNegative() && after.compareTo(COLLECTOR_BATCH) <= 0) {
          days.addAll(one.days());
        }
      }
      largest = Math.max(largest, days.size());
    }
    return largest;
  }

  private Deadline in(Duration time) {
    return setup.in(time);
  }

  private static LogBatch batch(String stream, int firstDay, int days, int eventsOfDay) {
    List<LogEvent> events = new ArrayList<>();
    for (int day = firstDay; day < firstDay + days; day++) {
      long midday = FIRST.plus(Duration.ofDays(day)).toEpochMilli();
      for (int n = 0; n < eventsOfDay; n++) {
        events.add(new LogEvent("%s-%d-%d".formatted(stream, day, n), midday + n, "message"));
      }
    }
    LogSource source = Records.SOURCE;
    return new LogBatch(
        new LogSource(source.account(), source.region(), source.logGroup(), stream), events);
  }
}
