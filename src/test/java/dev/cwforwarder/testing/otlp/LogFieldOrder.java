package dev.cwforwarder.testing.otlp;

import com.google.protobuf.CodedInputStream;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/// Puts the fields of each log record into the order in which the forwarder writes them. Everything
/// else of a request keeps its place, so that it can be compared byte for byte.
public final class LogFieldOrder {
  /// The tags of `resource_logs`, `scope_logs` and `log_records`.
  private static final int[] PATH = {1 << 3 | 2, 2 << 3 | 2, 2 << 3 | 2};

  private static final List<Integer> ORDER =
      List.of(
          LogRecord.SEVERITY_NUMBER_FIELD_NUMBER,
          LogRecord.SEVERITY_TEXT_FIELD_NUMBER,
          LogRecord.BODY_FIELD_NUMBER,
          LogRecord.SPAN_ID_FIELD_NUMBER,
          LogRecord.ATTRIBUTES_FIELD_NUMBER,
          LogRecord.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER,
          LogRecord.FLAGS_FIELD_NUMBER,
          LogRecord.TRACE_ID_FIELD_NUMBER,
          LogRecord.EVENT_NAME_FIELD_NUMBER,
          LogRecord.OBSERVED_TIME_UNIX_NANO_FIELD_NUMBER,
          LogRecord.TIME_UNIX_NANO_FIELD_NUMBER);
  private static final int LAST = ORDER.size();

  private LogFieldOrder() {}

  /// `request`, an `ExportLogsServiceRequest` with the fields in the order of OpenTelemetry.
  public static byte[] in(byte[] request) {
    byte[] ordered = request.clone();
    try {
      visit(ordered, 0, ordered.length, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ordered;
  }

  private static void visit(byte[] bytes, int from, int to, int depth) throws IOException {
    if (depth == PATH.length) {
      order(bytes, from, to);
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

  /// Sorts the fields of a record; its last attribute is the last field.
  private static void order(byte[] bytes, int from, int to) throws IOException {
    TreeMap<Integer, ByteArrayOutputStream> fields = new TreeMap<>();
    byte[] lastAttribute = {};
    CodedInputStream in = CodedInputStream.newInstance(bytes, from, to - from);
    while (!in.isAtEnd()) {
      int start = from + in.getTotalBytesRead();
      int tag = in.readTag();
      in.skipField(tag);
      byte[] field = Arrays.copyOfRange(bytes, start, from + in.getTotalBytesRead());
      int place = ORDER.indexOf(tag >>> 3);
      if (tag >>> 3 == LogRecord.ATTRIBUTES_FIELD_NUMBER) {
        append(fields, place, lastAttribute);
        lastAttribute = field;
      } else {
        append(fields, place, field);
      }
    }
    append(fields, LAST, lastAttribute);
    ByteArrayOutputStream ordered = new ByteArrayOutputStream();
    for (ByteArrayOutputStream each : fields.values()) {
      each.writeTo(ordered);
    }
    System.arraycopy(ordered.toByteArray(), 0, bytes, from, to - from);
  }

  private static void append(
      TreeMap<Integer, ByteArrayOutputStream> fields, int place, byte[] field) {
    fields.computeIfAbsent(place, _ -> new ByteArrayOutputStream()).writeBytes(field);
  }
}
