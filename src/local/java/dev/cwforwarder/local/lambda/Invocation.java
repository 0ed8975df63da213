package dev.cwforwarder.local.lambda;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/// One invocation of the function, as the Runtime API delivers it.
///
/// @param payload the event in JSON
/// @param deadline the time at which Lambda kills the process
public record Invocation(String requestId, String functionArn, String payload, Instant deadline) {
  public Invocation {
    requireNonNull(requestId, "requestId is null");
    requireNonNull(functionArn, "functionArn is null");
    requireNonNull(payload, "payload is null");
    requireNonNull(deadline, "deadline is null");
  }
}
