package dev.cwforwarder.local.lambda;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/// One call of the function, as the Runtime API hands it out.
///
/// @param payload the event, JSON
/// @param deadline when Lambda will end the process
public record Invocation(String requestId, String functionArn, String payload, Instant deadline) {
  public Invocation {
    requireNonNull(requestId, "requestId is null");
    requireNonNull(functionArn, "functionArn is null");
    requireNonNull(payload, "payload is null");
    requireNonNull(deadline, "deadline is null");
  }
}
