package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.text.MessageText;
import org.jspecify.annotations.Nullable;

/// Extracts the ids that tracing libraries write into the prefix of a line. It looks for 32 or 16
/// hexadecimal digits, and then for the name before them: the names are those of JSON fields
/// ([FieldRole]), as in `trace_id=… span_id=…`, `X-B3-TraceId: …`, `traceparent=00-…`. Without a
/// name, ids are only found in brackets: `[TRACE-SPAN]`, `[app,TRACE,SPAN]`. Linear, and bounded by
/// [#MAX_PREFIX_LENGTH] characters.
final class TextTrace {
  private static final int MAX_PREFIX_LENGTH = 512;

  /// The maximum length of the separators between a name and its value.
  private static final int MAX_SEPARATORS = 4;

  private static final int MAX_NAME_LENGTH = 48;

  private static final String DATADOG_SPAN = "dd.span_id=";

  private final String text;
  private final int end;
  private final RecordBuilder builder;

  /// A span id is only used if there is a trace id.
  private @Nullable String span;

  private TextTrace(String text, RecordBuilder builder) {
    this.text = text;
    this.end = Math.min(text.length(), MAX_PREFIX_LENGTH);
    this.builder = builder;
  }

  /// Extracts the ids from `text`, unless a field that takes precedence has already set the trace
  /// id.
  static void extract(String text, RecordBuilder builder) {
    if (text.length() <= TraceHeader.TRACE_LENGTH || builder.traceId != null) {
      return;
    }
    @Nullable TextTrace ids = null;
    int end = Math.min(text.length(), MAX_PREFIX_LENGTH);
    int from = 0;
    // Any run of 16 digits has one at a multiple of 16.
    for (int at = TraceHeader.SPAN_LENGTH - 1; at < end; at += TraceHeader.SPAN_LENGTH) {
      if (HexDigits.isDigit(text.charAt(at))) {
        int start = runStart(text, from, at);
        from = HexDigits.end(text, at + 1, start + TraceHeader.TRACE_LENGTH + 1);
        if (from - start == TraceHeader.TRACE_LENGTH || from - start == TraceHeader.SPAN_LENGTH) {
          ids = ids == null ? new TextTrace(text, builder) : ids;
          ids.run(start, from);
        }
        at = Math.max(at, from - 1);
      }
    }
    if (ids != null && builder.traceId != null && builder.spanId == null) {
      builder.spanId = ids.span == null ? ids.datadogSpan() : ids.span;
    }
  }

  private static int runStart(String text, int min, int at) {
    int start = at;
    while (start > min && HexDigits.isDigit(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  /// Uses the digits from `start` to `to` if they are an id.
  private void run(int start, int to) {
    boolean isTrace = to - start == TraceHeader.TRACE_LENGTH && builder.traceId == null;
    boolean isSpan = to - start == TraceHeader.SPAN_LENGTH && span == null;
    if (!(isTrace || isSpan) || !TraceHeader.isComplete(text, to)) {
      return;
    }
    int value = text.startsWith("0x", start - 2) ? start - 2 : start;
    boolean versioned =
        isTrace
            && start > 2
            && text.charAt(start - 1) == '-'
            && HexDigits.only(text, start - 3, start - 1);
    FieldRole.Kind kind = kindBefore(versioned ? start - 3 : value);
    @Nullable String id = HexDigits.id(text, start, to);
    if (isSpan) {
      span = kind == FieldRole.Kind.SPAN && id != null ? id : span;
    } else if (kind == FieldRole.Kind.TRACE_HEADER) {
      TraceHeader.read(text, start, versioned, builder);
    } else if (id != null && !versioned) {
      trace(kind, id, start);
    }
  }

  private void trace(FieldRole.Kind kind, String id, int start) {
    if (kind == FieldRole.Kind.TRACE || text.startsWith("/traces/", start - "/traces/".length())) {
      builder.traceId = id;
    } else if (kind == FieldRole.Kind.NONE) {
      @Nullable String bracketed = bracketedSpan(start);
      if (bracketed != null) {
        builder.traceId = id;
        builder.spanId = bracketed;
      }
    }
  }

  /// The kind of the name before a value at `value`: `NAME=`, `NAME: "`.
  private FieldRole.Kind kindBefore(int value) {
    int to = value;
    while (to > 0 && value - to < MAX_SEPARATORS && isSeparator(text.charAt(to - 1))) {
      to--;
    }
    int from = to;
    while (from > 0 && to - from < MAX_NAME_LENGTH && isNameCharacter(text.charAt(from - 1))) {
      from--;
    }
    if (from == to || to == value) {
      return FieldRole.Kind.NONE;
    }
    FieldRole.Kind kind = FieldRole.of(text.substring(from, to)).kind();
    boolean isWord = text.startsWith("race ", to - 4) || text.startsWith("pan ", to - 3);
    return isWord ? FieldRole.Kind.NONE : kind;
  }

  private static boolean isSeparator(char c) {
    return c == '=' || c == ':' || c == ' ' || c == '"' || c == '\'';
  }

  private static boolean isNameCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }

  /// The span id after the trace id at `start`, if both are in brackets, possibly with the flag
  /// that Sleuth appends: `[app,TRACE,SPAN,true]`; null for none.
  private @Nullable String bracketedSpan(int start) {
    int open = text.lastIndexOf('[', start);
    int separator = start + TraceHeader.TRACE_LENGTH;
    int span = separator + (text.startsWith(", ", separator) ? 2 : 1);
    int spanEnd = span + TraceHeader.SPAN_LENGTH;
    boolean closed =
        text.startsWith("]", spanEnd)
            || text.startsWith(",true]", spanEnd)
            || text.startsWith(",false]", spanEnd);
    boolean bracketed =
        closed
            && open > text.lastIndexOf(']', start)
            && (open == start - 1 || text.substring(open, start).stripTrailing().endsWith(","))
            && (text.charAt(separator) == '-' || text.charAt(separator) == ',');
    return bracketed ? HexDigits.id(text, span, spanEnd) : null;
  }

  /// A span id of Datadog, which is a decimal number; null for none.
  private @Nullable String datadogSpan() {
    int found = text.indexOf(DATADOG_SPAN, 0, end);
    int from = found + DATADOG_SPAN.length();
    return found < 0
        ? null
        : TraceText.fromDatadog(
            text.substring(from, MessageText.digitsEnd(text, from, text.length())));
  }
}
