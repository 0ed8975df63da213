package dev.cwforwarder.local.lambda;

import static java.util.Objects.requireNonNull;

/// A signal of a function process to Lambda: a request to the Runtime API, or its end.
public sealed interface RuntimeSignal {
  /// Requests the next invocation. The first request ends the init phase.
  record Ready() implements RuntimeSignal {}

  /// The init phase has ended and the snapshot can be taken (SnapStart).
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

  /// Init or restore has failed, and the process ends.
  record InitError(String payload) implements RuntimeSignal {
    public InitError {
      requireNonNull(payload, "payload is null");
    }
  }

  /// The process has ended.
  record Exited(int status) implements RuntimeSignal {}
}
