package dev.cwforwarder.local.bench;

import java.time.Duration;
import java.util.Locale;

/// CPU time a process has used, every thread of it.
interface CpuClock {
  Duration used();

  /// The kernel's nanosecond clock of the process on Linux; elsewhere what the JDK knows, which may
  /// be coarser.
  static CpuClock of(ProcessHandle process) {
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux");
    return linux
        ? LinuxCpuClock.of(process.pid())
        : () -> process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
