package dev.cwforwarder.local.lambda;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// How one invocation ended. The payload is what Lambda gives to the caller: the function's answer,
/// or JSON with `errorType` and `errorMessage`.
public sealed interface InvocationResult {
  String requestId();

  String payload();

  /// From handing out the event to the answer; without init.
  Duration duration();

  /// The function returned normally.
  record Success(String requestId, String payload, Duration duration) implements InvocationResult {
    public Success {
      check(requestId, payload, duration);
    }
  }

  /// The handler threw.
  record FunctionError(String requestId, String payload, Duration duration)
      implements InvocationResult {
    public FunctionError {
      check(requestId, payload, duration);
    }
  }

  /// The process was still busy at the timeout and was killed.
  record TimedOut(String requestId, String payload, Duration duration) implements InvocationResult {
    public TimedOut {
      check(requestId, payload, duration);
    }
  }

  /// The process ended before it answered.
  record Exited(String requestId, String payload, Duration duration) implements InvocationResult {
    public Exited {
      check(requestId, payload, duration);
    }
  }

  /// The function could not start, or could not be restored.
  record InitFailed(String requestId, String payload, Duration duration)
      implements InvocationResult {
    public InitFailed {
      check(requestId, payload, duration);
    }
  }

  /// Whether Lambda counts the event as done.
  default boolean succeeded() {
    return this instanceof Success;
  }

  private static void check(String requestId, String payload, Duration duration) {
    requireNonNull(requestId, "requestId is null");
    requireNonNull(payload, "payload is null");
    requireNonNull(duration, "duration is null");
  }
}
