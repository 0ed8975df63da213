package dev.cwforwarder.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/// A fixed piece of work for comparing machines: compressing a payload of 3,400 events with the
/// JDK's gzip at level 6. It is native code, so JIT compilers do not affect it.
final class Calibration {
  private static final int EVENTS = 3_400;
  private static final int ROUNDS = 20;

  private Calibration() {}

  /// CPU time in microseconds per event.
  static double microsPerEvent() {
    byte[] document = MixedPayload.document(1, EVENTS).getBytes(StandardCharsets.UTF_8);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < ROUNDS; i++) {
      compress(document);
    }
    return (threads.getCurrentThreadCpuTime() - start) / 1e3 / ROUNDS / EVENTS;
  }

  private static void compress(byte[] document) {
    try (OutputStream gzip = new GZIPOutputStream(OutputStream.nullOutputStream(), 64 * 1024)) {
      gzip.write(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
