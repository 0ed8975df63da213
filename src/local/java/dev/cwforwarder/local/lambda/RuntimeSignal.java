package dev.cwforwarder.local.lambda;

import static java.util.Objects.requireNonNull;

/// What a function process tells Lambda through the Runtime API, or by ending.
public sealed interface RuntimeSignal {
  /// Asks for the next invocation; the first one ends init.
  record Ready() implements RuntimeSignal {}

  /// Init is over and the snapshot may be taken (SnapStart).
  record SnapshotReady() implements RuntimeSignal {}

  record Response(String requestId, String payload) implements RuntimeSignal {
    public Response {
      requireNonNull(requestId, "requestId is null");
      requireNonNull(payload, "payload is null");
    }
  }

  /// The handler threw.
  ///
  /// @param payload JSON with `errorMessage`, `errorType` and `stackTrace`
  record Failure(String requestId, String payload) implements RuntimeSignal {
    public Failure {
      requireNonNull(requestId, "requestId is null");
      requireNonNull(payload, "payload is null");
    }
  }

  /// Init or restore failed; the process will end.
  record InitError(String payload) implements RuntimeSignal {
    public InitError {
      requireNonNull(payload, "payload is null");
    }
  }

  /// The process has ended.
  record Exited(int status) implements RuntimeSignal {}
}
