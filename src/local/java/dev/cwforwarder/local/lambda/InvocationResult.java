package dev.cwforwarder.local.lambda;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// The result of one invocation. The payload is what Lambda returns to the caller: the function's
/// response, or JSON with `errorType` and `errorMessage`.
public sealed interface InvocationResult {
  String requestId();

  String payload();

  /// The time from the delivery of the event to the response, without the init phase.
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

  /// The process was killed at the timeout.
  record TimedOut(String requestId, String payload, Duration duration) implements InvocationResult {
    public TimedOut {
      check(requestId, payload, duration);
    }
  }

  /// The process ended before it responded.
  record Exited(String requestId, String payload, Duration duration) implements InvocationResult {
    public Exited {
      check(requestId, payload, duration);
    }
  }

  /// The function could not be started or restored.
  record InitFailed(String requestId, String payload, Duration duration)
      implements InvocationResult {
    public InitFailed {
      check(requestId, payload, duration);
    }
  }

  /// Whether Lambda treats the event as processed.
  default boolean succeeded() {
    return this instanceof Success;
  }

  private static void check(String requestId, String payload, Duration duration) {
    requireNonNull(requestId, "requestId is null");
    requireNonNull(payload, "payload is null");
    requireNonNull(duration, "duration is null");
  }
}
