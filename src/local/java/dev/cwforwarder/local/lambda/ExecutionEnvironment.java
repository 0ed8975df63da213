package dev.cwforwarder.local.lambda;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One function process with its Runtime API: does one invocation at a time until it dies.
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

  /// Starts the process; does not wait for its init.
  static ExecutionEnvironment start(FunctionProcess.Spec spec, boolean freeze) {
    return new ExecutionEnvironment(spec, freeze);
  }

  FunctionProcess process() {
    return process;
  }

  /// Whether a process that has done an invocation can do another; waits until it asks for one.
  boolean isUsable() throws InterruptedException {
    return (ready || awaitIdle()) && process.isAlive();
  }

  /// From process start to the first request for work (or to the snapshot), once that has come.
  Duration initTime() {
    return initTime;
  }

  /// Waits for the end of init; null when the function is ready, else how it failed.
  @Nullable InvocationResult awaitReady(String requestId) throws InterruptedException {
    long start = System.nanoTime();
    while (!ready) {
      RuntimeSignal signal = api.poll(INIT_LIMIT.minus(since(start)));
      switch (signal) {
        case null -> {
          process.kill();
          return new InvocationResult.TimedOut(
              requestId, LambdaErrors.timedOut(requestId, INIT_LIMIT), since(start));
        }
        case RuntimeSignal.Ready() -> ready = true;
        case RuntimeSignal.SnapshotReady() -> {
          initTime = since(start);
          api.restore();
        }
        case RuntimeSignal.InitError(String payload) -> {
          process.kill();
          return new InvocationResult.InitFailed(requestId, payload, since(start));
        }
        case RuntimeSignal.Exited(int status) -> {
          return new InvocationResult.Exited(
              requestId, LambdaErrors.exited(requestId, status), since(start));
        }
        case RuntimeSignal.Response(_, _), RuntimeSignal.Failure(_, _) -> {
          // The late answer to an invocation nobody waits for any more.
        }
      }
    }
    if (initTime.isZero()) {
      initTime = since(start);
    }
    return null;
  }

  /// Runs one invocation in a ready environment; kills the process at the timeout.
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
          throw new IllegalStateException("asked for work before it answered");
    };
  }

  /// Lambda freezes an environment once it has asked for the next invocation.
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
