package dev.cwforwarder.local.lambda;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Emulates Lambda: starts a process when one is needed, runs one invocation at a time in it, kills
/// it at the timeout, replaces a process that has ended, retries asynchronous invocations and
/// writes on-failure records. Thread-safe.
public final class LocalLambda implements AutoCloseable {
  /// The function and its configuration.
  ///
  /// @param folder the unpacked package
  /// @param environment the function's variables; they take precedence over `template.yaml`
  /// @param concurrency the maximum number of processes; further invocations wait
  /// @param freeze whether processes are frozen between invocations, as Lambda does
  /// @param snapStart whether the init phase ends with a snapshot
  /// @param retryDelays the delays before the retries of an asynchronous invocation
  /// @param failures the folder for on-failure records
  /// @param tee receives the output of the processes line by line
  public record Options(
      Path folder,
      String handler,
      String functionName,
      Map<String, String> environment,
      Duration timeout,
      int concurrency,
      boolean freeze,
      boolean snapStart,
      List<Duration> retryDelays,
      Path failures,
      Consumer<String> tee) {
    private static final List<Duration> AS_AWS =
        List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    public Options {
      requireNonNull(folder, "folder is null");
      requireNonNull(handler, "handler is null");
      requireNonNull(functionName, "functionName is null");
      environment = Map.copyOf(environment);
      requireNonNull(timeout, "timeout is null");
      retryDelays = List.copyOf(retryDelays);
      requireNonNull(failures, "failures is null");
      requireNonNull(tee, "tee is null");
    }

    /// One process, a timeout of 60 s, AWS's retry delays, no freezing, output not shown.
    public static Options of(Path folder, String handler, Path failures) {
      return new Options(
          folder,
          handler,
          "clickstack-forwarder-local",
          Map.of(),
          Duration.ofSeconds(60),
          1,
          false,
          false,
          AS_AWS,
          failures,
          _ -> {});
    }

    /// Adds a variable to the environment.
    public Options with(String name, String value) {
      Map<String, String> more = new HashMap<>(environment);
      more.put(name, value);
      return withEnvironment(more);
    }

    public Options withEnvironment(Map<String, String> all) {
      return copy(all, timeout, concurrency, freeze, snapStart, retryDelays, tee);
    }

    public Options withTimeout(Duration limit) {
      return copy(environment, limit, concurrency, freeze, snapStart, retryDelays, tee);
    }

    public Options withConcurrency(int maxProcesses) {
      return copy(environment, timeout, maxProcesses, freeze, snapStart, retryDelays, tee);
    }

    public Options withFreeze() {
      return copy(environment, timeout, concurrency, true, snapStart, retryDelays, tee);
    }

    public Options withSnapStart() {
      return copy(environment, timeout, concurrency, freeze, true, retryDelays, tee);
    }

    public Options withRetryDelays(Duration... delays) {
      List<Duration> all = List.of(delays);
      return copy(environment, timeout, concurrency, freeze, snapStart, all, tee);
    }

    public Options withTee(Consumer<String> newTee) {
      return copy(environment, timeout, concurrency, freeze, snapStart, retryDelays, newTee);
    }

    private Options copy(
        Map<String, String> newEnvironment,
        Duration newTimeout,
        int newConcurrency,
        boolean newFreeze,
        boolean newSnapStart,
        List<Duration> newRetryDelays,
        Consumer<String> newTee) {
      return new Options(
          folder,
          handler,
          functionName,
          newEnvironment,
          newTimeout,
          newConcurrency,
          newFreeze,
          newSnapStart,
          newRetryDelays,
          failures,
          newTee);
    }
  }

  private static final String ACCOUNT = "123456789012";

  private final Options options;
  private final Semaphore slots;
  private final BlockingDeque<ExecutionEnvironment> idle = new LinkedBlockingDeque<>();
  private final List<ExecutionEnvironment> started = new ArrayList<>();

  private LocalLambda(Options options) {
    this.options = options;
    this.slots = new Semaphore(options.concurrency(), true);
  }

  /// Creates a function. Its first invocation starts a process.
  public static LocalLambda create(Options options) {
    return new LocalLambda(options);
  }

  /// The ARN by which the function is invoked.
  public String functionArn() {
    String region = options.environment().getOrDefault("AWS_REGION", "us-east-1");
    return "arn:aws:lambda:%s:%s:function:%s".formatted(region, ACCOUNT, options.functionName());
  }

  /// Invokes the function and waits for the outcome (RequestResponse).
  public InvocationResult invoke(String payload) {
    return attempt(UUID.randomUUID().toString(), payload);
  }

  /// Invokes the function as CloudWatch Logs does (Event): retries after a failure, and writes an
  /// on-failure record if the last attempt fails.
  public CompletableFuture<AsyncResult> invokeAsync(String payload) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return attempts(payload);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two attempts", e);
          }
        },
        task -> Thread.ofVirtual().name("async-invocation").start(task));
  }

  /// All processes started so far, including ended ones.
  public List<FunctionProcess> processes() {
    synchronized (started) {
      return started.stream().map(ExecutionEnvironment::process).toList();
    }
  }

  /// For each process so far, the time from its start to its first request for an invocation.
  public List<Duration> initTimes() {
    synchronized (started) {
      return started.stream().map(ExecutionEnvironment::initTime).toList();
    }
  }

  /// Kills all processes.
  @Override
  public void close() {
    synchronized (started) {
      started.forEach(ExecutionEnvironment::close);
    }
  }

  private AsyncResult attempts(String payload) throws InterruptedException {
    String requestId = UUID.randomUUID().toString();
    List<InvocationResult> attempts = new ArrayList<>();
    attempts.add(attempt(requestId, payload));
    for (Duration delay : options.retryDelays()) {
      if (attempts.getLast().succeeded()) {
        break;
      }
      Thread.sleep(delay);
      attempts.add(attempt(requestId, payload));
    }
    return new AsyncResult(attempts, recordIfFailed(requestId, payload, attempts));
  }

  private @Nullable Path recordIfFailed(
      String requestId, String payload, List<InvocationResult> attempts) {
    InvocationResult last = attempts.getLast();
    if (last.succeeded()) {
      return null;
    }
    return FailureRecord.write(
        options.failures(),
        options.functionName(),
        invocation(requestId, payload),
        last,
        attempts.size());
  }

  private InvocationResult attempt(String requestId, String payload) {
    try {
      slots.acquire();
      try {
        return run(requestId, payload);
      } finally {
        slots.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the function", e);
    }
  }

  private InvocationResult run(String requestId, String payload) throws InterruptedException {
    ExecutionEnvironment environment = idleOrFresh();
    InvocationResult failure = environment.awaitReady(requestId);
    if (failure != null) {
      environment.close();
      return failure;
    }
    InvocationResult result = environment.invoke(invocation(requestId, payload), options.timeout());
    switch (result) {
      case InvocationResult.Success _, InvocationResult.FunctionError _ -> idle.push(environment);
      case InvocationResult.TimedOut _, InvocationResult.Exited _, InvocationResult.InitFailed _ ->
          environment.close();
    }
    return result;
  }

  private Invocation invocation(String requestId, String payload) {
    return new Invocation(requestId, functionArn(), payload, Instant.now().plus(options.timeout()));
  }

  private ExecutionEnvironment idleOrFresh() throws InterruptedException {
    for (ExecutionEnvironment one = idle.poll(); one != null; one = idle.poll()) {
      if (one.isUsable()) {
        return one;
      }
      one.close();
    }
    return fresh();
  }

  private ExecutionEnvironment fresh() {
    ExecutionEnvironment fresh =
        ExecutionEnvironment.start(
            new FunctionProcess.Spec(
                options.folder(),
                options.handler(),
                options.functionName(),
                options.environment(),
                options.snapStart(),
                options.tee()),
            options.freeze());
    synchronized (started) {
      started.add(fresh);
    }
    return fresh;
  }
}
