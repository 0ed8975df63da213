package dev.cwforwarder.local.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/// A fixed piece of work, by which machines compare: the JDK's gzip, level 6, of a payload of 3,400
/// events. It is native code, the same under every JIT compiler.
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
