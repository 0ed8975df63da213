package dev.cwforwarder.testing.otlp;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// Moves the two times of each log record behind its other fields, where the forwarder writes them.
/// Everything else of a request keeps its place, so that it can be compared byte for byte.
public final class TimesLast {
  /// The tags of `resource_logs`, `scope_logs` and `log_records`.
  private static final int[] PATH = {1 << 3 | 2, 2 << 3 | 2, 2 << 3 | 2};

  private static final byte TIME = 1 << 3 | 1;
  private static final byte OBSERVED_TIME = 11 << 3 | 1;
  private static final int FIELD_BYTES = 1 + Long.BYTES;

  private TimesLast() {}

  /// `request`, an `ExportLogsServiceRequest` with the fields in the order of OpenTelemetry.
  public static byte[] in(byte[] request) {
    byte[] moved = request.clone();
    try {
      visit(moved, 0, moved.length, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return moved;
  }

  private static void visit(byte[] bytes, int from, int to, int depth) throws IOException {
    if (depth == PATH.length) {
      move(bytes, from, to);
      return;
    }
    CodedInputStream in = CodedInputStream.newInstance(bytes, from, to - from);
    while (!in.isAtEnd()) {
      int tag = in.readTag();
      if (tag == PATH[depth]) {
        int length = in.readRawVarint32();
        int start = from + in.getTotalBytesRead();
        visit(bytes, start, start + length, depth + 1);
        in.skipRawBytes(length);
      } else {
        in.skipField(tag);
      }
    }
  }

  private static void move(byte[] bytes, int from, int to) {
    int observed = from + (startsWith(TIME, bytes, from, to) ? FIELD_BYTES : 0);
    int others = observed + (startsWith(OBSERVED_TIME, bytes, observed, to) ? FIELD_BYTES : 0);
    byte[] times = Arrays.copyOfRange(bytes, from, others);
    System.arraycopy(bytes, others, bytes, from, to - others);
    int end = to - times.length;
    System.arraycopy(times, observed - from, bytes, end, others - observed);
    System.arraycopy(times, 0, bytes, end + others - observed, observed - from);
  }

  private static boolean startsWith(byte tag, byte[] bytes, int from, int to) {
    return from < to && bytes[from] == tag;
  }
}
