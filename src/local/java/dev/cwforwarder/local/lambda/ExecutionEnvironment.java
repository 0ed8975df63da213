package dev.cwforwarder.local.lambda;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One function process with its Runtime API. Runs one invocation at a time until the process ends.
final class ExecutionEnvironment implements AutoCloseable {
  private static final Duration INIT_LIMIT = Duration.ofSeconds(30);

  private final RuntimeApi api = RuntimeApi.start();
  private final FunctionProcess process;
  private final boolean freeze;
  private Duration initTime = Duration.ZERO;
  private boolean ready;

  private ExecutionEnvironment(FunctionProcess.Spec spec, boolean freeze) {
    this.process = FunctionProcess.start(spec, api.address());
    this.freeze = freeze;
    CompletableFuture<Void> _ =
        process.exit().thenAccept(status -> api.signal(new RuntimeSignal.Exited(status)));
  }

  /// Starts the process without waiting for the end of its init phase.
  static ExecutionEnvironment start(FunctionProcess.Spec spec, boolean freeze) {
    return new ExecutionEnvironment(spec, freeze);
  }

  FunctionProcess process() {
    return process;
  }

  /// Whether the process can run another invocation. Waits until it requests one.
  boolean isUsable() throws InterruptedException {
    return (ready || awaitIdle()) && process.isAlive();
  }

  /// The time from the start of the process to its first request for an invocation or to the
  /// snapshot. Only valid after [#awaitReady].
  Duration initTime() {
    return initTime;
  }

  /// Waits for the end of the init phase. Returns null if the function is ready, otherwise the
  /// failure.
  @Nullable InvocationResult awaitReady(String requestId) throws InterruptedException {
    long start = System.nanoTime();
    while (!ready) {
      RuntimeSignal signal = api.poll(INIT_LIMIT.minus(since(start)));
      InvocationResult failure = initFailure(requestId, signal, start);
      if (failure != null) {
        return failure;
      }
    }
    if (initTime.isZero()) {
      initTime = since(start);
    }
    return null;
  }

  /// Handles a signal of the init phase. Returns null unless the init phase has failed.
  private @Nullable InvocationResult initFailure(
      String requestId, @Nullable RuntimeSignal signal, long start) {
    switch (signal) {
      case null -> {
        process.kill();
        return new InvocationResult.TimedOut(
            requestId, LambdaErrors.timedOut(requestId, INIT_LIMIT), since(start));
      }
      case RuntimeSignal.InitError(String payload) -> {
        process.kill();
        return new InvocationResult.InitFailed(requestId, payload, since(start));
      }
      case RuntimeSignal.Exited(int status) -> {
        return new InvocationResult.Exited(
            requestId, LambdaErrors.exited(requestId, status), since(start));
      }
      case RuntimeSignal.Ready() -> ready = true;
      case RuntimeSignal.SnapshotReady() -> {
        initTime = since(start);
        api.restore();
      }
      case RuntimeSignal.Response(_, _), RuntimeSignal.Failure(_, _) -> {
        // A late response to an invocation that has already timed out.
      }
    }
    return null;
  }

  /// Runs one invocation in a ready environment. Kills the process at the timeout.
  InvocationResult invoke(Invocation invocation, Duration timeout) throws InterruptedException {
    ready = false;
    long start = System.nanoTime();
    api.offer(invocation);
    if (freeze) {
      process.thaw();
    }
    InvocationResult result = outcome(invocation.requestId(), timeout, start);
    if (freeze && process.isAlive() && awaitIdle()) {
      process.freeze();
    }
    return result;
  }

  private InvocationResult outcome(String requestId, Duration timeout, long start)
      throws InterruptedException {
    RuntimeSignal signal = api.poll(timeout);
    return switch (signal) {
      case null -> {
        process.kill();
        yield new InvocationResult.TimedOut(
            requestId, LambdaErrors.timedOut(requestId, timeout), since(start));
      }
      case RuntimeSignal.Response(_, String payload) ->
          new InvocationResult.Success(requestId, payload, since(start));
      case RuntimeSignal.Failure(_, String payload) ->
          new InvocationResult.FunctionError(requestId, payload, since(start));
      case RuntimeSignal.InitError(String payload) ->
          new InvocationResult.InitFailed(requestId, payload, since(start));
      case RuntimeSignal.Exited(int status) ->
          new InvocationResult.Exited(
              requestId, LambdaErrors.exited(requestId, status), since(start));
      case RuntimeSignal.Ready(), RuntimeSignal.SnapshotReady() ->
          throw new IllegalStateException(
              "the process requested an invocation before it answered the last one");
    };
  }

  /// Lambda freezes an environment when it has requested the next invocation.
  private boolean awaitIdle() throws InterruptedException {
    ready = api.poll(INIT_LIMIT) instanceof RuntimeSignal.Ready;
    return ready;
  }

  @Override
  public void close() {
    process.close();
    api.close();
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
