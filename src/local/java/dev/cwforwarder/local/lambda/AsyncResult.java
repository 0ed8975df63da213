package dev.cwforwarder.local.lambda;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How an asynchronous invocation ended.
///
/// @param attempts the tries in order; only the last one can have succeeded
/// @param record the on-failure record, when all of them failed
public record AsyncResult(List<InvocationResult> attempts, @Nullable Path record) {
  public AsyncResult {
    attempts = List.copyOf(attempts);
  }

  public boolean succeeded() {
    return attempts.getLast().succeeded();
  }

  public Optional<Path> failureRecord() {
    return Optional.ofNullable(record);
  }
}
