package dev.cwforwarder.testing.otlp;

import com.google.protobuf.CodedInputStream;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Puts the fields of each log record or span into the order in which the forwarder writes them.
/// Everything else of a request keeps its place, so that it can be compared byte for byte.
public final class FieldOrder {
  /// The tags of `resource_logs`, `scope_logs` and `log_records`, and of the same parts for spans.
  private static final int[] PATH = {1 << 3 | 2, 2 << 3 | 2, 2 << 3 | 2};

  private static final List<Integer> OF_LOGS =
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
  private static final List<Integer> OF_SPANS =
      List.of(
          Span.NAME_FIELD_NUMBER,
          Span.KIND_FIELD_NUMBER,
          Span.ATTRIBUTES_FIELD_NUMBER,
          Span.DROPPED_ATTRIBUTES_COUNT_FIELD_NUMBER,
          Span.STATUS_FIELD_NUMBER,
          Span.FLAGS_FIELD_NUMBER,
          Span.EVENTS_FIELD_NUMBER,
          Span.DROPPED_EVENTS_COUNT_FIELD_NUMBER,
          Span.LINKS_FIELD_NUMBER,
          Span.DROPPED_LINKS_COUNT_FIELD_NUMBER,
          Span.TRACE_STATE_FIELD_NUMBER,
          Span.SPAN_ID_FIELD_NUMBER,
          Span.PARENT_SPAN_ID_FIELD_NUMBER,
          Span.START_TIME_UNIX_NANO_FIELD_NUMBER,
          Span.END_TIME_UNIX_NANO_FIELD_NUMBER,
          Span.TRACE_ID_FIELD_NUMBER);

  private final List<Integer> order;

  /// The field whose last value follows all other fields; 0 for none.
  private final int lastValueOf;

  private FieldOrder(List<Integer> order, int lastValueOf) {
    this.order = order;
    this.lastValueOf = lastValueOf;
  }

  /// `request`, an `ExportLogsServiceRequest` with the fields in the order of OpenTelemetry.
  public static byte[] ofLogs(byte[] request) {
    return new FieldOrder(OF_LOGS, LogRecord.ATTRIBUTES_FIELD_NUMBER).in(request);
  }

  /// `request`, an `ExportTraceServiceRequest` with the fields in the order of OpenTelemetry.
  public static byte[] ofSpans(byte[] request) {
    return new FieldOrder(OF_SPANS, 0).in(request);
  }

  private byte[] in(byte[] request) {
    byte[] ordered = request.clone();
    try {
      visit(ordered, 0, ordered.length, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ordered;
  }

  private void visit(byte[] bytes, int from, int to, int depth) throws IOException {
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

  /// Sorts the fields of a record or span.
  private void order(byte[] bytes, int from, int to) throws IOException {
    Map<Integer, ByteArrayOutputStream> fields = new TreeMap<>();
    byte[] lastValue = {};
    CodedInputStream in = CodedInputStream.newInstance(bytes, from, to - from);
    while (!in.isAtEnd()) {
      int start = from + in.getTotalBytesRead();
      int tag = in.readTag();
      in.skipField(tag);
      byte[] field = Arrays.copyOfRange(bytes, start, from + in.getTotalBytesRead());
      int place = order.indexOf(tag >>> 3);
      if (tag >>> 3 == lastValueOf) {
        append(fields, place, lastValue);
        lastValue = field;
      } else {
        append(fields, place, field);
      }
    }
    append(fields, order.size(), lastValue);
    ByteArrayOutputStream ordered = new ByteArrayOutputStream();
    for (ByteArrayOutputStream each : fields.values()) {
      each.writeTo(ordered);
    }
    System.arraycopy(ordered.toByteArray(), 0, bytes, from, to - from);
  }

  private static void append(Map<Integer, ByteArrayOutputStream> fields, int place, byte[] field) {
    fields.computeIfAbsent(place, _ -> new ByteArrayOutputStream()).writeBytes(field);
  }
}
