package dev.cwforwarder.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/// The machine on which the figures were measured.
///
/// @param load the load average at the start: figures from a busy machine are unreliable
/// @param pinned whether each process had its own core
public record Machine(
    String processor, String system, String jdk, int cores, double load, boolean pinned) {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  public Machine {
    requireNonNull(processor, "processor is null");
    requireNonNull(system, "system is null");
    requireNonNull(jdk, "jdk is null");
  }

  /// @param core the core to which functions are bound; the benchmark is then bound to another one
  static Machine current(OptionalInt core) throws IOException {
    return new Machine(
        processorName(),
        "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
        "%s %s".formatted(System.getProperty("java.vendor"), System.getProperty("java.vm.version")),
        Runtime.getRuntime().availableProcessors() + (core.isPresent() ? 1 : 0),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        core.isPresent());
  }

  private static String processorName() throws IOException {
    if (Files.exists(CPUINFO)) {
      for (String line : Files.readAllLines(CPUINFO)) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    }
    return "unknown processor";
  }

  String text() {
    return "%s, %d cores, %s; %s; load at the start %.1f; %s"
        .formatted(
            processor,
            cores,
            system,
            jdk,
            load,
            pinned
                ? "function and benchmark on separate cores"
                : "function and benchmark share the cores, so the figures are less reliable");
  }
}
