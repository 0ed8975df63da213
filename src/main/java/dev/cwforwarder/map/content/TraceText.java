package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.sources.LineCursor;
import dev.cwforwarder.map.content.text.MessageText;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/// Parses and validates trace ids and span ids as applications write them.
///
/// @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">traceparent</a>
/// @see <a href="https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html">Trace
///   ids of X-Ray</a>
public final class TraceText {
  /// `1-581cf771-a006649127e371903a2de979`.
  private static final int XRAY_LENGTH = 35;

  private static final int UUID_DIGITS = 32;

  /// The number of leading words that are searched for a request id.
  private static final int MAX_WORDS = 6;

  private static final String XRAY_ROOT = "Root=";
  private static final String UNSAMPLED = "Sampled=0";

  private TraceText() {}

  /// Creates a span context from these ids.
  ///
  /// @param spanId the application's span id; null or malformed for none
  public static SpanContext context(@Nullable String traceId, @Nullable String spanId, byte flags) {
    @Nullable String trace = traceId == null ? null : HexDigits.id(traceId, TraceId.getLength());
    if (trace == null) {
      return SpanContext.getInvalid();
    }
    return contextOfValid(
        trace, spanId == null ? null : HexDigits.id(spanId, SpanId.getLength()), flags);
  }

  /// Creates a span context from valid ids in lower case.
  static SpanContext contextOfValid(String traceId, @Nullable String spanId, byte flags) {
    String span = spanId == null ? SpanId.getInvalid() : spanId;
    return new Context(traceId, span, TraceFlags.fromByte(flags));
  }

  /// The trace id in a field, in lower case, without the `0x` of OpenTelemetry's console exporters
  /// and without `projects/PROJECT/traces/` of Google Cloud; null for none.
  static @Nullable String traceId(String text) {
    int slash = text.lastIndexOf("/traces/");
    int digits = TraceId.getLength();
    return slash < 0
        ? idWithoutPrefix(text, digits)
        : HexDigits.id(text.substring(slash + "/traces/".length()), digits);
  }

  /// The span id in a field, in lower case, without `0x`; null for none.
  static @Nullable String spanId(String text) {
    return idWithoutPrefix(text, SpanId.getLength());
  }

  private static @Nullable String idWithoutPrefix(String id, int digits) {
    boolean prefixed = id.length() == digits + 2 && id.startsWith("0x");
    return HexDigits.id(prefixed ? id.substring(2) : id, digits);
  }

  /// Converts a decimal span id to hexadecimal digits; null if it is malformed.
  static @Nullable String fromDatadog(String decimal) {
    try {
      return "%016x".formatted(Long.parseUnsignedLong(decimal));
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /// 32 hexadecimal digits, not all 0.
  public static boolean isTraceId(String text) {
    return HexDigits.isId(text, TraceId.getLength());
  }

  /// 16 hexadecimal digits, not all 0.
  public static boolean isSpanId(String text) {
    return HexDigits.isId(text, SpanId.getLength());
  }

  /// Parses up to two hexadecimal digits; 0 for anything else.
  static byte flags(String text) {
    boolean hex = text.length() <= 2 && HexDigits.only(text, 0, text.length());
    return hex ? (byte) Integer.parseInt(text, 16) : 0;
  }

  /// The trace id in an X-Ray id, which may be part of a header (`Root=…;Parent=…`); null if `text`
  /// is malformed, or if X-Ray does not store the trace. The segment id in the header is not an
  /// OpenTelemetry span id.
  static @Nullable String fromXray(String text) {
    if (text.contains(UNSAMPLED)) {
      return null;
    }
    int from = Math.max(0, text.indexOf(XRAY_ROOT));
    from += text.startsWith(XRAY_ROOT, from) ? XRAY_ROOT.length() : 0;
    boolean xray =
        text.length() >= from + XRAY_LENGTH
            && (text.length() == from + XRAY_LENGTH || text.charAt(from + XRAY_LENGTH) == ';')
            && text.startsWith("1-", from)
            && text.charAt(from + 10) == '-'
            && HexDigits.only(text, from + 2, from + 10)
            && HexDigits.only(text, from + 11, from + XRAY_LENGTH);
    return xray
        ? text.substring(from + 2, from + 10) + text.substring(from + 11, from + XRAY_LENGTH)
        : null;
  }

  /// A request id among the first words, where layouts for Lambda write it; null for none.
  static @Nullable String requestId(String text) {
    int dash = text.indexOf('-', 8);
    while (dash > 0 && !LineCursor.isUuid(text, dash - 8)) {
      dash = text.indexOf('-', dash + 1);
    }
    int from = dash < 0 ? text.length() : 0;
    for (int word = 0; word < MAX_WORDS && from < text.length(); word++) {
      int to = MessageText.wordEnd(text, from, text.length());
      if (isUuid(text, from, to)) {
        return text.substring(from, to);
      }
      from = to + 1;
    }
    return null;
  }

  /// Whether the text is a Lambda request id: 8-4-4-4-12 hexadecimal digits.
  static boolean isUuid(String text, int from, int to) {
    return to - from == 36
        && LineCursor.isUuid(text, from)
        && HexDigits.count(text, from, to) == UUID_DIGITS;
  }

  static boolean isUuid(String text) {
    return isUuid(text, 0, text.length());
  }

  /// A context of validated ids. OpenTelemetry's own implementation would validate them again, and
  /// does not support a trace without a span.
  private record Context(String traceId, String spanId, TraceFlags flags) implements SpanContext {
    @Override
    public String getTraceId() {
      return traceId;
    }

    @Override
    public String getSpanId() {
      return spanId;
    }

    @Override
    public TraceFlags getTraceFlags() {
      return flags;
    }

    @Override
    public TraceState getTraceState() {
      return TraceState.getDefault();
    }

    @Override
    public boolean isRemote() {
      return false;
    }
  }
}
