package dev.cwforwarder.local.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/// Where figures were taken.
///
/// @param load average load when the measurement began: figures of a busy machine are worth little
/// @param pinned whether each process had a core of its own
public record Machine(
    String processor, String system, String jdk, int cores, double load, boolean pinned) {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  public Machine {
    requireNonNull(processor, "processor is null");
    requireNonNull(system, "system is null");
    requireNonNull(jdk, "jdk is null");
  }

  /// @param core the one core functions may use; the meter then has been bound to another
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
                ? "function and meter on one core each"
                : "function and meter share the cores: figures are less certain");
  }
}
