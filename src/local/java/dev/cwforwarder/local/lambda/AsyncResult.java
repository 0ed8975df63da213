package dev.cwforwarder.local.lambda;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The result of an asynchronous invocation.
///
/// @param attempts the attempts in order; only the last one can be successful
/// @param record the on-failure record if all attempts failed
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
