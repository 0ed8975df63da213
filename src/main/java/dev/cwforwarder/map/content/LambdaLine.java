package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.sources.Decimal;
import dev.cwforwarder.map.content.text.MessageText;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import org.jspecify.annotations.Nullable;

/// Parses the lines that Lambda itself writes in text format.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html">Lambda's log
///   output</a>
final class LambdaLine {
  private static final int UUID_LENGTH = 36;
  private static final String REQUEST_ID = "RequestId: ";

  /// The pairs that become attributes, those of every report first. Others remain in the body only.
  private static final Pair[] PAIRS = {
    new Pair("Duration", RecordKeys.DURATION),
    new Pair("Billed Duration", RecordKeys.BILLED_DURATION),
    new Pair("Memory Size", RecordKeys.MEMORY_SIZE),
    new Pair("Max Memory Used", RecordKeys.MAX_MEMORY_USED),
    new Pair("Init Duration", RecordKeys.INIT_DURATION, Effect.COLD_START),
    new Pair("Restore Duration", RecordKeys.RESTORE_DURATION, Effect.COLD_START),
    new Pair("Billed Restore Duration", RecordKeys.BILLED_RESTORE_DURATION),
    new Pair("Phase", RecordKeys.PHASE),
    new Pair("Status", RecordKeys.STATUS, Effect.STATUS),
    new Pair("Error Type", RecordKeys.ERROR_TYPE, Effect.ERROR),
    new Pair("Runtime Version", RecordKeys.RUNTIME_VERSION),
    new Pair("Runtime Version ARN", RecordKeys.RUNTIME_VERSION_ARN),
    new Pair("Name", RecordKeys.EXTENSION_NAME),
    new Pair("State", RecordKeys.EXTENSION_STATE),
    new Pair("Events", RecordKeys.EXTENSION_EVENTS),
    new Pair("Types", RecordKeys.EXTENSION_EVENTS),
    new Pair("XRAY TraceId", RecordKeys.XRAY_TRACE_ID, Effect.XRAY),
    new Pair("SegmentId", RecordKeys.XRAY_SEGMENT_ID),
    new Pair("Sampled", RecordKeys.XRAY_SAMPLED, Effect.SAMPLED),
  };

  private final String text;
  private final boolean removesFromBody;
  private final RecordBuilder builder;
  private int bodyStart;
  private int bodyEnd;

  /// The next tab and the next line break, so that each part of the text is searched once.
  private int tab = -1;

  private int lineBreak = -1;

  private LambdaLine(String text, boolean removesFromBody, RecordBuilder builder) {
    this.text = text;
    this.removesFromBody = removesFromBody;
    this.builder = builder;
    this.bodyEnd = text.length();
  }

  /// Parses `text` if Lambda itself wrote it.
  ///
  /// @param removesFromBody whether the request id and the time of a failure, and a type of error
  ///   on a line of its own, are removed from the body, so that they have to become attributes
  /// @return the body; null if Lambda did not write the text
  static @Nullable String read(String text, boolean removesFromBody, RecordBuilder builder) {
    LambdaLine line = new LambdaLine(text, removesFromBody, builder);
    if (!line.read()) {
      return null;
    }
    return removesFromBody
        ? MessageText.withoutLineBreaks(text.substring(line.bodyStart, line.bodyEnd))
        : text;
  }

  /// Less than 325 bytes of code: the JIT compiler inlines no larger method.
  private boolean read() {
    return switch (text.charAt(0)) {
      case 'S' -> start();
      case 'E' -> end() || named("EXTENSION\t");
      case 'R' -> report();
      case 'I' -> init();
      case 'T' -> named("TELEMETRY\t");
      case 'L' -> named("LOGS\t");
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> timeout();
      default -> false;
    };
  }

  private boolean end() {
    String start = "END " + REQUEST_ID;
    return text.startsWith(start) && invocation(start.length(), Severity.INFO);
  }

  private boolean named(String kind) {
    return text.startsWith(kind)
        && text.startsWith("Name: ", kind.length())
        && pairs(kind.length());
  }

  private boolean start() {
    if (!text.startsWith("START " + REQUEST_ID)) {
      return false;
    }
    int id = "START ".length() + REQUEST_ID.length();
    String version = " Version: ";
    if (text.startsWith(version, id + UUID_LENGTH)) {
      builder.add(RecordKeys.VERSION, text.substring(id + UUID_LENGTH + version.length()).strip());
    }
    return invocation(id, Severity.INFO);
  }

  private boolean report() {
    if (text.startsWith("REPORT " + REQUEST_ID)) {
      invocation("REPORT ".length() + REQUEST_ID.length(), Severity.INFO);
      pairs("REPORT ".length());
      builder.fields.addIfAbsent(RecordKeys.COLD_START, false);
      return true;
    }
    if (text.startsWith("RESTORE_START ")) {
      builder.fields.add(RecordKeys.COLD_START, true);
      return pairs("RESTORE_START ".length());
    }
    if (text.startsWith("RESTORE_REPORT ")) {
      return pairs("RESTORE_REPORT ".length());
    }
    // "RequestId: … Error: Runtime exited with error: signal: killed", "… Process exited before …"
    int after = REQUEST_ID.length() + UUID_LENGTH;
    if (text.startsWith(REQUEST_ID)
        && (text.startsWith(" Error: ", after) || text.startsWith(" Process exited", after))) {
      errorType(text.indexOf('\n') + 1);
      return invocation(REQUEST_ID.length(), Severity.ERROR);
    }
    return false;
  }

  private boolean init() {
    if (text.startsWith("INIT_START ")) {
      builder.fields.add(RecordKeys.COLD_START, true);
      return pairs("INIT_START ".length());
    }
    return text.startsWith("INIT_REPORT ") && pairs("INIT_REPORT ".length());
  }

  /// `2026-01-01T00:00:00.000Z ID Task timed out after 3.00 seconds`.
  private boolean timeout() {
    int id = text.indexOf(' ') + 1;
    String marker = " Task timed out after ";
    if (id <= 0 || !text.startsWith(marker, id + UUID_LENGTH)) {
      return false;
    }
    int from = id + UUID_LENGTH + marker.length();
    int to = text.indexOf(' ', from);
    if (to > from) {
      addDouble(RecordKeys.TIMEOUT, from, to);
    }
    invocation(id, Severity.ERROR);
    if (removesFromBody && bodyStart > 0) {
      add(RecordKeys.TIMESTAMP, 0, id);
    }
    return true;
  }

  /// Parses `Runtime.ExitError` on a separate line.
  private void errorType(int from) {
    if (from > 0 && text.startsWith("Runtime.", from)) {
      int end = text.indexOf('\n', from);
      add(RecordKeys.ERROR_TYPE, from, end < 0 ? text.length() : end);
      bodyEnd = end < 0 ? from - 1 : bodyEnd;
    }
  }

  /// Uses the request id at `from`, if there is one. The body of a failure starts behind it.
  private boolean invocation(int from, Severity severity) {
    int to = Math.min(text.length(), from + UUID_LENGTH);
    if (TraceText.isUuid(text, from, to)) {
      builder.invocationId = text.substring(from, to);
      builder.invocationIdCertain = true;
      bodyStart = severity == Severity.ERROR ? to + 1 : 0;
    }
    builder.severity = severity;
    return true;
  }

  /// Parses `Name: value` pairs that are separated by tabs or line breaks.
  private boolean pairs(int begin) {
    builder.severity = Severity.INFO;
    int from = begin;
    while (from < text.length()) {
      int to = endOfPair(from);
      int colon = text.indexOf(':', from, to);
      if (colon > from && text.startsWith(" ", colon + 1)) {
        pair(from, colon, to);
      }
      from = to + 1;
    }
    return true;
  }

  private int endOfPair(int from) {
    tab = tab < from ? next('\t', from) : tab;
    lineBreak = lineBreak < from ? next('\n', from) : lineBreak;
    return Math.min(tab, lineBreak);
  }

  private int next(char c, int from) {
    int at = text.indexOf(c, from);
    return at < 0 ? text.length() : at;
  }

  private void pair(int name, int colon, int to) {
    for (Pair pair : PAIRS) {
      if (pair.name.length() == colon - name && text.startsWith(pair.name, name)) {
        pair(pair, colon + 2, to);
        return;
      }
    }
  }

  private void pair(Pair pair, int from, int to) {
    switch (pair.effect) {
      case NONE -> add(pair.key, from, to);
      case COLD_START -> {
        add(pair.key, from, to);
        builder.fields.addIfAbsent(RecordKeys.COLD_START, true);
      }
      case STATUS -> status(from, to);
      case ERROR -> {
        add(pair.key, from, to);
        builder.severity = Severity.ERROR;
      }
      case XRAY -> xray(from, to);
      case SAMPLED -> sampled(text.startsWith("true", from));
    }
  }

  private void xray(int from, int to) {
    String id = text.substring(from, to).strip();
    builder.xray(id);
    builder.add(RecordKeys.XRAY_TRACE_ID, id);
  }

  private void sampled(boolean sampled) {
    builder.fields.addIfAbsent(RecordKeys.XRAY_SAMPLED, sampled);
    if (!sampled) {
      builder.xray = null; // X-Ray does not store such a trace
    }
  }

  private void status(int from, int to) {
    add(RecordKeys.STATUS, from, to);
    if (!text.startsWith("success", from)) {
      builder.severity = Severity.ERROR;
    }
  }

  @SuppressWarnings("unchecked") // the type of the key
  private void add(AttributeKey<?> key, int from, int to) {
    switch (key.getType()) {
      case LONG -> addLong((AttributeKey<Long>) key, from, to);
      case DOUBLE -> addDouble((AttributeKey<Double>) key, from, to);
      default -> builder.add((AttributeKey<String>) key, text.substring(from, to).strip());
    }
  }

  private void addLong(AttributeKey<Long> key, int from, int to) {
    double value = Decimal.parse(text, from, to);
    if (value == Math.rint(value)) {
      builder.fields.addIfAbsent(key, (long) value);
    }
  }

  private void addDouble(AttributeKey<Double> key, int from, int to) {
    double value = Decimal.parse(text, from, to);
    if (value >= 0) {
      builder.fields.addIfAbsent(key, value);
    }
  }

  /// What a pair says about the record, in addition to its attribute.
  private enum Effect {
    NONE,
    COLD_START,
    STATUS,
    ERROR,
    XRAY,
    SAMPLED
  }

  private record Pair(String name, AttributeKey<?> key, Effect effect) {
    Pair(String name, AttributeKey<?> key) {
      this(name, key, Effect.NONE);
    }
  }
}
