package dev.cwforwarder.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.local.lambda.FunctionProcess;
import dev.cwforwarder.local.lambda.Invocation;
import dev.cwforwarder.local.lambda.RuntimeApi;
import dev.cwforwarder.local.lambda.RuntimeSignal;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.OtlpReceiver;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.testing.Payloads;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// One process of the packaged function with 32 threads, as Lambda Managed Instances run Java.
///
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-java-runtime.html">
///   Java runtime for Lambda Managed Instances</a>
@Tag("slow")
final class ConcurrentInvocationsTest {
  private static final int THREADS = 32;
  private static final int INVOCATIONS = 4 * THREADS;
  private static final int EVENTS = 50;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:concurrent";

  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final RuntimeApi api = RuntimeApi.start();
  private final FunctionProcess process =
      FunctionProcess.start(
          new FunctionProcess.Spec(
              Path.of("target/function"),
              "dev.cwforwarder.handler.SubscriptionHandler",
              "concurrent",
              Map.of(
                  "AWS_LAMBDA_MAX_CONCURRENCY",
                  Integer.toString(THREADS),
                  // In text, the runtime client writes a line of its own without a line feed.
                  "AWS_LAMBDA_LOG_FORMAT",
                  "JSON",
                  "OTEL_EXPORTER_OTLP_ENDPOINT",
                  receiver.endpoint().toString()),
              false,
              _ -> {}),
          api.address());

  @AfterEach
  void stop() {
    process.close();
    api.close();
    receiver.close();
  }

  @Test
  void allThreadsForwardAtOnceAndEveryRecordArrivesOnce() throws InterruptedException {
    CountDownLatch allAtOnce = new CountDownLatch(THREADS);
    receiver.answerWith(_ -> acceptWhenAllHaveArrived(allAtOnce));
    invokeAll();

    List<String> answered = responses();

    assertThat(allAtOnce.getCount()).as("requests missing for 32 at once").isZero();
    assertThat(answered).containsExactlyInAnyOrderElementsOf(requestIds());
    assertThat(receiver.uids())
        .containsExactlyInAnyOrderElementsOf(Payloads.uids(INVOCATIONS * EVENTS));
    assertThat(requestsOfInvocationsWithCorrectCounts()).isEqualTo(INVOCATIONS);
  }

  @Test
  void aRetryOfOneThreadDoesNotAffectTheOthers() throws InterruptedException {
    receiver.answerNext(Collections.nCopies(THREADS, Answer.status(503)).toArray(Answer[]::new));
    invokeAll();

    assertThat(responses()).containsExactlyInAnyOrderElementsOf(requestIds());
    assertThat(receiver.uids())
        .containsExactlyInAnyOrderElementsOf(Payloads.uids(INVOCATIONS * EVENTS));
    assertThat(requestsOfInvocationsWithCorrectCounts()).isEqualTo(INVOCATIONS + THREADS);
  }

  private int requestsOfInvocationsWithCorrectCounts() throws InterruptedException {
    int requests = 0;
    for (String requestId : requestIds()) {
      Counts counts = Counts.of(process.stdout(), requestId);
      assertThat(List.of(counts.received(), counts.exported()))
          .as("received, exported")
          .containsExactly(EVENTS, EVENTS);
      requests += counts.requests();
    }
    return requests;
  }

  private void invokeAll() {
    List<String> ids = requestIds();
    for (int i = 0; i < INVOCATIONS; i++) {
      List<LogEvent> events =
          IntStream.range(i * EVENTS, (i + 1) * EVENTS).mapToObj(Payloads::event).toList();
      String payload = new String(Payloads.invocation(Payloads.SOURCE, events), UTF_8);
      api.offer(new Invocation(ids.get(i), ARN, payload, Instant.now().plus(LIMIT)));
    }
  }

  private List<String> responses() throws InterruptedException {
    List<String> answered = new ArrayList<>();
    while (answered.size() < INVOCATIONS) {
      RuntimeSignal signal = api.poll(LIMIT);
      assertThat(signal)
          .as(() -> "%d answers; %s".formatted(answered.size(), process.stderr().lines()))
          .isInstanceOfAny(RuntimeSignal.Ready.class, RuntimeSignal.Response.class);
      if (signal instanceof RuntimeSignal.Response(String requestId, _)) {
        answered.add(requestId);
      }
    }
    return answered;
  }

  private static List<String> requestIds() {
    return IntStream.range(0, INVOCATIONS)
        .mapToObj("00000000-0000-4000-8000-%012d"::formatted)
        .toList();
  }

  private static Answer acceptWhenAllHaveArrived(CountDownLatch allAtOnce) {
    allAtOnce.countDown();
    try {
      boolean _ = allAtOnce.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Answer.accept();
  }
}
