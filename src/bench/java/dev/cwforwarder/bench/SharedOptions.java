package dev.cwforwarder.bench;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that [Bench] and [Concurrency] share.
final class SharedOptions {
  @Option(
      names = "--events",
      split = ",",
      paramLabel = "N",
      description = "Events per payload (default ${DEFAULT-VALUE}).",
      defaultValue = "20,3400")
  private List<Integer> events = List.of();

  @Option(
      names = "--core",
      hidden = true,
      description = "The core of the function; set by the script.")
  private @Nullable Integer core;

  List<Integer> events() {
    return events;
  }

  /// The only core that functions may use; empty for all cores.
  OptionalInt core() {
    return core == null ? OptionalInt.empty() : OptionalInt.of(core);
  }
}
