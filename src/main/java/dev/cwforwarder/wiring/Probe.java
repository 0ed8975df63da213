package dev.cwforwarder.wiring;

import static java.util.Objects.requireNonNull;

import dev.cwforwarder.model.Deadline;
import java.util.Optional;

/// Something that a function needs and can check itself, such as its failure bucket.
///
/// @param name what is checked, e.g. `failure bucket`
public record Probe(String name, Check check) {
  /// Makes one request.
  @FunctionalInterface
  public interface Check {
    /// Why the function cannot use it; empty if it can.
    Optional<String> problem(Deadline deadline);
  }

  public Probe {
    requireNonNull(name, "name is null");
    requireNonNull(check, "check is null");
  }
}
