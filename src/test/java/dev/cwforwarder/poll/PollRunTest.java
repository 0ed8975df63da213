package dev.cwforwarder.poll;

import static dev.cwforwarder.poll.PollFixtures.NARROW;
import static dev.cwforwarder.poll.PollFixtures.event;
import static dev.cwforwarder.poll.PollFixtures.page;
import static dev.cwforwarder.poll.PollFixtures.reading;
import static dev.cwforwarder.poll.PollFixtures.source;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.export.TransferCounts;
import dev.cwforwarder.forward.Delivery;
import dev.cwforwarder.forward.Forwarder;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.telemetry.Log;
import dev.cwforwarder.testing.time.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PollRunTest {
  private final ReadException denied =
      new ReadException(ReadException.Reason.DENIED, "not allowed", null);

  private final ManualClock clock = new ManualClock();
  private final MemoryCheckpoints store = new MemoryCheckpoints(clock);
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final List<String> read = new ArrayList<>();
  private Forwarder forwarder =
      (batch, _) ->
          new Delivery(
              batch.size(), batch.size(), Map.of(), 0, Map.of(), 0, Delivery.NONE.traffic(), null);
  private LogReader reader = request -> page("", event("a", request.ingestedUpToMillis(), 0));

  private PollReport run(List<ReadException> problems, String... groups) throws Exception {
    return run(Duration.ofMinutes(5), problems, groups);
  }

  private PollReport run(Duration time, List<ReadException> problems, String... groups)
      throws Exception {
    List<Candidate> candidates =
        List.of(groups).stream()
            .map(group -> Candidate.named(source(group), reading(List.of(NARROW))))
            .toList();
    LogReader counting =
        request -> {
          read.add(request.source().group().name());
          return reader.read(request);
        };
    RunContext context =
        new RunContext(
            Map.of(ReaderKind.FILTER, counting),
            store,
            forwarder,
            clock,
            new SplittableRandom(1),
            new RunCounters(),
            new RunLease(store, clock, PollPlan.Shard.ALL, "run"));
    InitialCheckpoints initial = InitialCheckpoints.of(store, clock);
    clock.advance(Duration.ofMinutes(5));
    return new PollRun(
            context,
            new DiscoveryResult(candidates, Map.of("x", "excluded"), Map.of(), problems, Set.of()),
            initial,
            _ -> new RequestBudget(clock, clock),
            new Log(new PrintStream(log, true, UTF_8), clock))
        .run(1, Deadline.in(time, clock), PollProgress.NONE);
  }

  /// Sources start at the first run, so the second finds events.
  private PollReport secondRun(String... groups) throws Exception {
    run(List.of(), groups);
    read.clear();
    return run(List.of(), groups);
  }

  @Test
  void everySourceIsReadAndReported() throws Exception {
    PollReport report = secondRun("/a", "/b");

    assertThat(report.end()).isEqualTo(PollReport.End.DONE);
    assertThat(report.delivery().exported()).isEqualTo(2);
    assertThat(report.sources()).extracting(PollReport.Outcome::more).containsExactly(false, false);
    assertThat(report.counts().requests()).isEqualTo(2);
    assertThat(report.skipped()).containsEntry("x", "excluded");
  }

  @Test
  void aFailedSearchIsAnOutcomeAndDoesNotStopTheSources() throws Exception {
    PollReport report = run(List.of(denied), "/a");

    assertThat(report.end()).isEqualTo(PollReport.End.DONE);
    assertThat(report.sources()).hasSize(2);
    assertThat(report.failuresByReason()).containsExactly(Map.entry("denied", 1));
    assertThat(log.toString(UTF_8)).contains("not allowed");
  }

  @Test
  void theTwentyFirstFailureIsOnlyCounted() throws Exception {
    reader =
        _ -> {
          throw denied;
        };
    String[] groups = IntStream.range(0, 21).mapToObj(i -> "/g" + i).toArray(String[]::new);
    secondRun(groups);

    assertThat(log.toString(UTF_8).lines().filter(line -> line.contains("not allowed")))
        .hasSize(20);
    assertThat(log.toString(UTF_8)).contains("1 more sources cannot be read");
  }

  @Test
  void noSourceIsReadWithoutTimeForOnePage() throws Exception {
    PollReport report = run(SourceRun.PAGE, List.of(), "/a");

    assertThat(report.end()).isEqualTo(PollReport.End.OUT_OF_TIME);
    assertThat(report.sources()).isEmpty();
    assertThat(report.summary())
        .isEqualTo(
            "no page was read: too little time was left for one, which may take 20 s; give the"
                + " function a longer timeout");
    assertThat(report.problem()).startsWith("no page was read");
  }

  @Test
  void aRunWithTimeForOnePageSaysThatThereIsMore() throws Exception {
    run(List.of(), "/a", "/b");
    reader =
        request -> {
          clock.advance(Duration.ofSeconds(2));
          return page("", event("a", request.ingestedUpToMillis(), 0));
        };

    PollReport report = run(SourceRun.PAGE.plusSeconds(1), List.of(), "/a", "/b");

    assertThat(report.end()).isEqualTo(PollReport.End.OUT_OF_TIME);
    assertThat(report.summary()).endsWith("there is more");
    assertThat(report.problem()).isEmpty();
  }

  @Test
  void aDamagedCheckpointAffectsOnlyItsSource() throws Exception {
    store.save(new CheckpointStore.Entry(source("/a").id(), 0, ""), "{}");
    PollReport report = secondRun("/a", "/b");

    assertThat(report.end()).isEqualTo(PollReport.End.DONE);
    assertThat(report.failuresByReason()).containsExactly(Map.entry("unexpected", 1));
    assertThat(read).containsExactly("/b");
  }

  @Test
  void aPageTokenThatNeverMovesIsReportedAndRetriedLater() throws Exception {
    run(List.of(), "/a", "/b");
    reader =
        request ->
            request.source().group().name().equals("/a")
                ? page("same", event("a" + request.token(), request.ingestedUpToMillis(), 0))
                : page("", event("b", request.ingestedUpToMillis(), 0));
    read.clear();

    PollReport report = run(List.of(), "/a", "/b");

    assertThat(report.end()).isEqualTo(PollReport.End.DONE);
    assertThat(read).containsExactlyInAnyOrder("/a", "/a", "/b");
    assertThat(report.delivery().exported()).isEqualTo(3);
    assertThat(report.failuresByReason()).containsExactly(Map.entry("unexpected", 1));
    assertThat(SourceStatus.all(store))
        .filteredOn(source -> source.id().contains("/a"))
        .singleElement()
        .satisfies(source -> assertThat(source.problem()).contains("/a", "the page token"));
    assertThat(log.toString(UTF_8)).contains("the page token that it was sent");
  }

  @Test
  void aSourceWhoseTokensMoveAgainIsReadToItsEnd() throws Exception {
    run(List.of(), "/a");
    reader = request -> page("same", event("a", request.ingestedUpToMillis(), 0));
    run(List.of(), "/a");
    Failure first = failure("/a");
    run(List.of(), "/a");
    Failure second = failure("/a");
    List<String> tokens = new ArrayList<>();
    reader =
        request -> {
          tokens.add(request.token());
          return page("", event("a", request.ingestedUpToMillis(), 0));
        };

    PollReport report = run(List.of(), "/a");

    assertThat(second.times()).isEqualTo(first.times() + 1);
    assertThat(second.since()).isEqualTo(first.since());
    assertThat(tokens).isNotEmpty().containsOnly("");
    assertThat(report.failuresByReason()).isEmpty();
    assertThat(report.sources().getFirst().more()).isFalse();
  }

  private Failure failure(String group) throws CheckpointException {
    return SourceStatus.all(store).stream()
        .filter(source -> source.id().contains(group))
        .map(SourceStatus::failure)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFailedDeliveryEndsTheRun() throws Exception {
    run(List.of(), "/a", "/b");
    read.clear();
    forwarder = (batch, _) -> Delivery.undelivered(batch.size(), "HTTP 503");
    PollReport report = run(List.of(), "/a", "/b");

    assertThat(report.end()).isEqualTo(PollReport.End.UNAVAILABLE);
    assertThat(report.problem()).contains("HTTP 503");
    assertThat(report.delivery().undelivered()).isEqualTo(1);
    assertThat(read).hasSize(1);
  }

  @Test
  void aDeliveryThatMayOnlyBeSentAfterTheDeadlineIsLeftToTheNextRun() throws Exception {
    run(List.of(), "/a");
    forwarder =
        (batch, _) ->
            new Delivery(
                1, 0, Map.of(), 0, Map.of(), 1, TransferCounts.NONE, "paced", Map.of(), 0, true);
    PollReport report = run(List.of(), "/a");

    assertThat(report.end()).isEqualTo(PollReport.End.OUT_OF_TIME);
    assertThat(report.summary()).endsWith("there is more");
  }

  @Test
  void anUnavailableCheckpointStoreEndsTheRun() throws Exception {
    run(List.of(), "/a");
    store.beforeCall(
        2,
        () -> {
          throw new CheckpointException("the table is missing", null);
        });
    PollReport report = run(List.of(), "/a");

    assertThat(report.end()).isEqualTo(PollReport.End.CHECKPOINTS);
    assertThat(report.problem()).isEqualTo("the table is missing");
  }

  @Test
  void invalidCredentialsStopAllSourcesOfTheirAccess() throws Exception {
    reader =
        _ -> {
          throw new ReadException(ReadException.Reason.CREDENTIALS, "expired", null);
        };
    PollReport report = secondRun("/a", "/b", "/c");

    assertThat(report.end()).isEqualTo(PollReport.End.DONE);
    assertThat(read).hasSize(1);
    assertThat(report.failuresByReason()).containsExactly(Map.entry("credentials", 1));
  }
}
