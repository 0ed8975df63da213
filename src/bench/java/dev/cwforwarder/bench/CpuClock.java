package dev.cwforwarder.bench;

import java.time.Duration;
import java.util.Locale;

/// The CPU time that all threads of a process have used.
interface CpuClock {
  Duration used();

  /// On Linux, the kernel's clock with nanosecond resolution; elsewhere the JDK's value, which may
  /// be coarser.
  static CpuClock of(ProcessHandle process) {
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux");
    return linux
        ? LinuxCpuClock.of(process.pid())
        : () -> process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
