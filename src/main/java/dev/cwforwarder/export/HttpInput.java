package dev.cwforwarder.export;

import dev.cwforwarder.export.otlp.ByteBlock;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The bytes of HTTP responses: lines, and pieces of bodies. Not thread-safe.
final class HttpInput {
  /// Far more than common servers and proxies send; the same as the JDK's.
  private static final int MAX_HEAD_BYTES = 384 * 1024;

  private static final int INITIAL_BYTES = 4 * 1024;

  private final InputStream in;
  private byte[] buffer = new byte[INITIAL_BYTES];
  private int from;
  private int to;
  private int headBytes;
  private long dueNanos;

  HttpInput(InputStream in) {
    this.in = in;
  }

  /// Whether nothing was received that was not read.
  boolean isEmpty() {
    return from == to;
  }

  /// Before each response.
  ///
  /// @param due by when it must be complete, as `System.nanoTime`
  void startResponse(long due) {
    dueNanos = due;
    headBytes = 0;
    if (buffer.length > INITIAL_BYTES && isEmpty()) {
      buffer = new byte[INITIAL_BYTES];
    }
  }

  /// Skips `start`, with which each response begins.
  ///
  /// @throws IOException as soon as something longer begins otherwise, because it may never end
  void expect(String start) throws IOException {
    while (to - from <= start.length()) {
      if (!fill()) {
        throw ended(); // also after the few bytes of a TLS alert
      }
    }
    for (int i = 0; i < start.length(); i++) {
      if (buffer[from++] != start.charAt(i)) {
        throw invalid();
      }
    }
  }

  /// The next line without its end.
  String line() throws IOException {
    int at = from;
    while (true) {
      for (; at < to; at++) {
        if (buffer[at] == '\n') {
          int end = at > from && buffer[at - 1] == '\r' ? at - 1 : at;
          String line = new String(buffer, from, end - from, StandardCharsets.ISO_8859_1);
          headBytes += at + 1 - from;
          from = at + 1;
          return line;
        }
      }
      int searched = at - from;
      if (headBytes + searched > MAX_HEAD_BYTES) {
        throw new IOException("the headers of the response are too long");
      }
      if (!fill()) {
        throw ended();
      }
      at = from + searched;
    }
  }

  /// Appends `count` bytes to `body`; fewer if the connection ends before, or `body` then has one
  /// byte more than allowed.
  void read(ByteBlock body, long count) throws IOException {
    long left = Math.min(count, HttpAnswer.MAX_BODY_BYTES + 1 - body.length());
    while (left > 0 && (!isEmpty() || fill())) {
      int size = (int) Math.min(left, to - from);
      body.write(buffer, from, size);
      from += size;
      left -= size;
    }
  }

  /// Waits for more bytes.
  ///
  /// @return whether there were more before the connection ended
  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    if (to == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int count = in.read(buffer, to, buffer.length - to);
    to += Math.max(0, count);
    if (count >= 0 && dueNanos - System.nanoTime() <= 0) {
      throw new SocketTimeoutException("the response took too long");
    }
    return count >= 0;
  }

  private static IOException ended() {
    return new SocketException("Unexpected end of file from server"); // as the JDK says
  }

  static IOException invalid() {
    return new IOException("Invalid Http response"); // as the JDK says
  }
}
