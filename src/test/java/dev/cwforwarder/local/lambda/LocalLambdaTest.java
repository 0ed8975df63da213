package dev.cwforwarder.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.local.EchoFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalLambdaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private LocalLambda.Options options;

  @BeforeEach
  void unpack() {
    options = EchoFunction.in(folder);
  }

  @Test
  void functionSeesTheEnvironmentOfLambda() {
    try (LocalLambda lambda = LocalLambda.create(options.with("MINE", "1"))) {
      assertThat(answer(lambda, "hello")).isEqualTo("hello");
      assertThat(answer(lambda, "env MINE")).isEqualTo("1");
      assertThat(answer(lambda, "env AWS_LAMBDA_FUNCTION_NAME")).isEqualTo(options.functionName());
      assertThat(answer(lambda, "env AWS_LAMBDA_INITIALIZATION_TYPE")).isEqualTo("on-demand");
      assertThat(answer(lambda, "env USER")).isEqualTo("null");
      assertThat(answer(lambda, "arn")).isEqualTo(lambda.functionArn());
      assertThat(Integer.parseInt(answer(lambda, "left"))).isBetween(50_000, 60_000);
      assertThat(answer(lambda, "folder")).endsWith("function");
      assertThat(answer(lambda, "loader")).isEqualTo("CustomerClassLoader");
      assertThat(answer(lambda, "tiers")).isEqualTo("c1");
      assertThat(lambda.processes()).hasSize(1);
      assertThat(lambda.processes().getFirst().stderr().lines())
          .noneMatch(one -> one.contains("WARNING"));
    }
  }

  @Test
  void thrownExceptionIsAFunctionErrorAndTheProcessIsReused() throws IOException {
    try (LocalLambda lambda = LocalLambda.create(options)) {
      InvocationResult result = lambda.invoke("\"throw too bad\"");

      assertThat(result).isInstanceOf(InvocationResult.FunctionError.class);
      JsonNode error = JSON.readTree(result.payload());
      assertThat(error.path("errorMessage").asText()).isEqualTo("too bad");
      assertThat(error.path("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
      assertThat(answer(lambda, "hello")).isEqualTo("hello");
      assertThat(lambda.processes()).hasSize(1);
    }
  }

  @Test
  void timeoutKillsTheProcess() {
    try (LocalLambda lambda = LocalLambda.create(options.withTimeout(Duration.ofMillis(1500)))) {
      assertThat(answer(lambda, "hello")).isEqualTo("hello");

      InvocationResult result = lambda.invoke("\"sleep 9000\"");

      assertThat(result).isInstanceOf(InvocationResult.TimedOut.class);
      assertThat(result.payload())
          .contains(
              "RequestId: " + result.requestId() + " Error: Task timed out after 1.50 seconds");
      assertThat(lambda.processes().getFirst().isAlive()).isFalse();
      assertThat(answer(lambda, "hello")).isEqualTo("hello");
      assertThat(lambda.processes()).hasSize(2);
    }
  }

  @Test
  void exitIsReportedAndANewProcessStarts() {
    try (LocalLambda lambda = LocalLambda.create(options)) {
      InvocationResult result = lambda.invoke("\"exit 7\"");

      assertThat(result).isInstanceOf(InvocationResult.Exited.class);
      assertThat(result.payload())
          .contains("Runtime.ExitError")
          .contains("Runtime exited with error: exit status 7");
      assertThat(answer(lambda, "hello")).isEqualTo("hello");

      lambda.processes().getLast().kill();
      assertThat(answer(lambda, "hello")).isEqualTo("hello");
      assertThat(lambda.processes()).hasSize(3);
    }
  }

  @Test
  void killDuringAnInvocationIsAnExit() throws InterruptedException {
    try (LocalLambda lambda = LocalLambda.create(options)) {
      answer(lambda, "hello");
      CompletableFuture<InvocationResult> busy =
          CompletableFuture.supplyAsync(() -> lambda.invoke("\"sleep 9000\""));
      Thread.sleep(200);
      lambda.processes().getFirst().kill();

      assertThat(busy.join().payload()).contains("signal: killed");
    }
  }

  @Test
  void failedInitIsReported() {
    try (LocalLambda lambda = LocalLambda.create(options.with("FAIL_INIT", "1"))) {
      InvocationResult result = lambda.invoke("\"hello\"");

      assertThat(result).isInstanceOf(InvocationResult.InitFailed.class);
      assertThat(result.payload()).contains("FAIL_INIT is set");
    }
    try (LocalLambda lambda = LocalLambda.create(options.with("EXIT_INIT", "1"))) {
      assertThat(lambda.invoke("\"hello\"").payload()).contains("exit status 3");
    }
  }

  @Test
  void asynchronousInvocationIsRecordedAfterThreeAttempts() throws IOException {
    try (LocalLambda lambda = LocalLambda.create(options)) {
      AsyncResult result = lambda.invokeAsync("\"throw too bad\"").join();

      assertThat(result.attempts()).hasSize(3);
      assertThat(result.attempts())
          .extracting(InvocationResult::requestId)
          .containsOnly(result.attempts().getFirst().requestId());
      Path file = result.failureRecord().orElseThrow();
      assertThat(folder.resolve("failures").relativize(file).toString())
          .matches(
              "aws/lambda/async/clickstack-forwarder-local/\\d{4}/\\d\\d/\\d\\d/"
                  + "\\d{4}-\\d\\d-\\d\\dT\\d\\d\\.\\d\\d\\.\\d\\d-[0-9a-f-]{36}");
      JsonNode record = JSON.readTree(file.toFile());
      assertThat(record.path("requestPayload").asText()).isEqualTo("throw too bad");
      assertThat(record.path("requestContext").path("condition").asText())
          .isEqualTo("RetriesExhausted");
      assertThat(record.path("requestContext").path("approximateInvokeCount").asInt()).isEqualTo(3);
      assertThat(record.path("requestContext").path("functionArn").asText())
          .startsWith(lambda.functionArn());
      assertThat(record.path("responsePayload").path("errorMessage").asText()).isEqualTo("too bad");
      assertThat(record.path("responseContext").path("functionError").asText())
          .isEqualTo("Unhandled");
    }
  }

  @Test
  void asynchronousSuccessLeavesNoRecord() {
    try (LocalLambda lambda = LocalLambda.create(options)) {
      AsyncResult result = lambda.invokeAsync("\"hello\"").join();

      assertThat(result.attempts()).hasSize(1);
      assertThat(result.succeeded()).isTrue();
      assertThat(result.failureRecord()).isEmpty();
      assertThat(folder.resolve("failures")).doesNotExist();
    }
  }

  @Test
  void processesRunInParallelIfAllowed() {
    try (LocalLambda lambda = LocalLambda.create(options.withConcurrency(2))) {
      CompletableFuture<AsyncResult> first = lambda.invokeAsync("\"sleep 1000\"");
      CompletableFuture<AsyncResult> second = lambda.invokeAsync("\"sleep 1000\"");
      CompletableFuture<AsyncResult> third = lambda.invokeAsync("\"pid\"");

      assertThat(first.join().succeeded() && second.join().succeeded()).isTrue();
      assertThat(third.join().succeeded()).isTrue();
      assertThat(lambda.processes()).hasSize(2);
    }
  }

  @Test
  void frozenProcessResumesForTheNextInvocation() throws InterruptedException {
    try (LocalLambda lambda = LocalLambda.create(options.withFreeze())) {
      String pid = answer(lambda, "pid");

      awaitStopped(pid);
      assertThat(answer(lambda, "pid")).isEqualTo(pid);
    }
  }

  @Test
  void snapStartInitEndsBeforeTheFirstInvocation() {
    try (LocalLambda lambda = LocalLambda.create(options.withSnapStart())) {
      assertThat(answer(lambda, "env AWS_LAMBDA_INITIALIZATION_TYPE")).isEqualTo("snap-start");
      assertThat(answer(lambda, "tiers")).isEqualTo("all");
      assertThat(lambda.initTimes().getFirst()).isPositive();
    }
  }

  @Test
  void outputIsCaptured() throws InterruptedException {
    try (LocalLambda lambda = LocalLambda.create(options)) {
      answer(lambda, "print a line");

      lambda.processes().getFirst().stdout().await("a line"::equals, Duration.ofSeconds(2));
    }
  }

  private static void awaitStopped(String pid) throws InterruptedException {
    for (int i = 0; i < 100 && !state(pid).equals("T"); i++) {
      Thread.sleep(10);
    }
    assertThat(state(pid)).isEqualTo("T");
  }

  private static String state(String pid) {
    try {
      return Files.readString(Path.of("/proc", pid, "stat")).split(" ", 4)[2];
    } catch (IOException e) {
      return "T"; // no /proc on this system
    }
  }

  private static String answer(LocalLambda lambda, String event) {
    InvocationResult result = lambda.invoke("\"" + event + "\"");
    assertThat(result).as(result.payload()).isInstanceOf(InvocationResult.Success.class);
    return result.payload().replace("\"", "");
  }
}
