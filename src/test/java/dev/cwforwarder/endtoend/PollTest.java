package dev.cwforwarder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.lambda.FunctionProcess;
import dev.cwforwarder.local.lambda.InvocationResult;
import dev.cwforwarder.local.lambda.LocalLambda;
import dev.cwforwarder.local.otlp.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The packaged poll function under AWS's runtime client, with the real SDK over HTTP.
@Tag("slow")
@Timeout(600)
final class PollTest {
  private static final int REQUESTS_PER_SECOND = 3;

  /// The function polls until fewer than 21 s are left, the time that a run may need.
  private static final Duration TIMEOUT = Duration.ofSeconds(24);

  private static final int RUNS = 6;
  private static final int KILLS = 2;

  private final SplittableRandom random = new SplittableRandom(3);

  @TempDir Path folder;

  @Test
  void everythingDueArrivesDespiteKillsThrottlingAndAnOutage() throws Exception {
    try (PollScene scene = new PollScene(REQUESTS_PER_SECOND);
        LocalLambda function = scene.function(folder, TIMEOUT)) {
      scene.past(2_000);
      trouble(scene, function);
      Map<String, Integer> arrived = rest(scene, function);

      assertThat(scene.missing()).as(log(function)).isEmpty();
      assertThat(scene.cloudWatch.throttled()).isPositive();
      report(scene, arrived);
    }
  }

  @Test
  void theSampleOfAScheduledEventPolls() throws Exception {
    try (PollScene scene = new PollScene(100);
        LocalLambda function = scene.function(folder, Duration.ofSeconds(45))) {
      scene.past(20);

      InvocationResult result =
          function.invoke(Files.readString(Path.of("events/scheduled-event.json")));

      assertThat(result.succeeded()).as(result.payload()).isTrue();
      assertThat(result.payload()).contains("\"sources\":2");
      assertThat(scene.missing()).isEmpty();
    }
  }

  /// Adds events and polls with an outage of ClickStack, an exhausted quota and [#KILLS] kills. The
  /// leases of killed invocations are deleted except for the last one, which expires in [#rest].
  private void trouble(PollScene scene, LocalLambda function) throws InterruptedException {
    for (int run = 0; run < RUNS; run++) {
      scene.receiver.answerAlways(run == 2 ? Answer.status(503) : Answer.accept());
      scene.cloudWatch.quota(run == 3 ? 0 : REQUESTS_PER_SECOND);
      scene.present(50);
      function.invoke("{}");
      Thread.sleep(300);
    }
    for (int kills = 0; kills < KILLS; ) {
      scene.deleteLeases();
      scene.present(50);
      kills += kill(function) ? 1 : 0;
    }
  }

  private boolean kill(LocalLambda function) throws InterruptedException {
    CompletableFuture<InvocationResult> running =
        CompletableFuture.supplyAsync(() -> function.invoke("{}"));
    Thread.sleep(random.nextInt(200, 1_500));
    boolean midway = !running.isDone();
    function.processes().forEach(FunctionProcess::kill);
    running.join();
    return midway;
  }

  /// Polls until everything has arrived; the lease of the last killed invocation must expire first.
  private static Map<String, Integer> rest(PollScene scene, LocalLambda function)
      throws InterruptedException {
    Instant latest = Instant.now().plusSeconds(120);
    while (Instant.now().isBefore(latest) && !scene.arrived().keySet().containsAll(scene.due)) {
      function.invoke("{}");
      Thread.sleep(500);
    }
    return scene.arrived();
  }

  private static String log(LocalLambda function) {
    return function.processes().getLast().stdout().lines().stream()
        .filter(line -> !line.contains("EventsReceived"))
        .collect(Collectors.joining("\n"));
  }

  private static void report(PollScene scene, Map<String, Integer> arrived) throws IOException {
    long again = arrived.values().stream().mapToInt(count -> count - 1).sum();
    Files.writeString(
        Path.of("target/poll-end-to-end.md"),
        "%,d of %,d events, %d kills, %,d arrived again, %,d requests, %,d of them throttled%n"
            .formatted(
                arrived.size(),
                scene.due.size(),
                KILLS,
                again,
                scene.cloudWatch.requests(),
                scene.cloudWatch.throttled()));
  }

  @Test
  void anEventRequestsABackfill() throws Exception {
    try (PollScene scene = new PollScene(100);
        LocalLambda function = scene.function(folder, TIMEOUT)) {
      function.invoke("{}");
      long old = System.currentTimeMillis() - Duration.ofHours(30).toMillis();
      scene.cloudWatch.put(PollScene.STANDARD, "s", old, old, old, "old");
      function.invoke("{}");
      assertThat(scene.arrived()).isEmpty();

      InvocationResult result =
          function.invoke(
              "{\"backfill\":{\"group\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}}"
                  .formatted(
                      PollScene.STANDARD,
                      Instant.ofEpochMilli(old),
                      Instant.ofEpochMilli(old + 1)));

      assertThat(result).isInstanceOf(InvocationResult.Success.class);
      for (int i = 0; i < 5 && scene.arrived().isEmpty(); i++) {
        function.invoke("{}"); // on a slow machine a later run reads the requested range
      }
      assertThat(scene.arrived()).as(log(function)).containsEntry("old", 1);
    }
  }

  @Test
  void anUnknownMemberOfTheEventIsNamed() throws Exception {
    try (PollScene scene = new PollScene(100);
        LocalLambda function = scene.function(folder, TIMEOUT)) {
      assertThat(function.invoke("{\"shards\":3}").payload()).contains("'shards' is unknown");
      assertThat(function.invoke("{\"shard\":3,\"of\":3}").payload())
          .contains("expected an index from 0 to 2");
    }
  }
}
