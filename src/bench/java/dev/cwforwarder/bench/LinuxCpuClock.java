package dev.cwforwarder.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/// Reads the kernel's CPU clock of another process. The resolution of `/proc/PID/stat`, 10 ms, is
/// too coarse: a process handles many payloads in that time.
///
/// @param id the id of the clock
/// @see <a href="https://man7.org/linux/man-pages/man3/clock_getcpuclockid.3.html">
///   clock_getcpuclockid</a>
record LinuxCpuClock(int id) implements CpuClock {
  private static final MethodHandle GET_ID =
      function("clock_getcpuclockid", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle GET_TIME =
      function("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

  static LinuxCpuClock of(long pid) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment id = arena.allocate(JAVA_INT);
      call(GET_ID, Math.toIntExact(pid), id);
      return new LinuxCpuClock(id.get(JAVA_INT, 0));
    }
  }

  @Override
  public Duration used() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(JAVA_LONG, 2);
      call(GET_TIME, id, time);
      return Duration.ofSeconds(time.getAtIndex(JAVA_LONG, 0), time.getAtIndex(JAVA_LONG, 1));
    }
  }

  @SuppressWarnings("restricted") // the scripts start this tool with native access
  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
  }

  @SuppressWarnings("ThrowableNotThrown")
  private static void call(MethodHandle function, int argument, MemorySegment result) {
    int status;
    try {
      status = (int) function.invokeExact(argument, result);
    } catch (Throwable e) {
      throw new IllegalStateException("the C library cannot be called", e);
    }
    if (status != 0) {
      throw new IllegalStateException("no CPU clock: the process has ended");
    }
  }
}
