package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.sentences.Sentence;
import dev.cwforwarder.map.content.sentences.Sentences;
import dev.cwforwarder.map.content.severity.TextSeverity;
import dev.cwforwarder.map.content.sources.SourceKind;
import dev.cwforwarder.map.content.text.MessageText;
import dev.cwforwarder.model.LogEvent;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/// Parses messages by their format. Pure: the same event always yields the same content.
/// Thread-safe; a [Batch] is not.
public final class ContentReader {
  /// The maximum length of a text in an attribute, in characters; longer texts are truncated.
  public static final int MAX_TEXT_LENGTH = RecordBuilder.MAX_TEXT_LENGTH;

  private final ContentOptions options;
  private final JsonMessage json;
  private final LogfmtMessage logfmt;

  public ContentReader(ContentOptions options) {
    this.options = options;
    FieldNames names = new FieldNames();
    this.json = new JsonMessage(names);
    this.logfmt = new LogfmtMessage(names);
  }

  /// Which X-Ray ids records have.
  public XrayTraceIds xrayTraceIds() {
    return options.xrayTraceIds();
  }

  /// Creates a reader for the messages of one source of this kind.
  public Batch batch(SourceKind kind) {
    return new Batch(kind);
  }

  /// Parses one message after the other and reuses its buffers.
  public final class Batch {
    private final boolean isFunction;
    private final RecordBuilder builder = new RecordBuilder();
    private final TextMessage lines;
    private final CrashText crashes = new CrashText(builder);
    private final OwnFields own = new OwnFields(builder);
    private final BodyReparseGuard guard = new BodyReparseGuard(json);
    private @Nullable RecordBuilder nestedBuilder;

    /// The index in the body at which a parsed object starts; -1 for none.
    private int objectStart;

    /// What the body was made with, if it was made from fields.
    private @Nullable Sentence sentence;

    private Batch(SourceKind kind) {
      this.isFunction = kind == SourceKind.FUNCTION;
      this.lines = new TextMessage(json, logfmt, kind, builder);
    }

    public Content read(LogEvent event) {
      builder.clear();
      objectStart = -1;
      sentence = null;
      String text = event.text();
      String body = options.parse() ? body(text) : text;
      builder.severity = builder.levels.orTransport(builder.severity);
      addFields(event);
      long time =
          options.timestampFromBody() && event.hasValidTime()
              ? BodyTime.of(text, builder, event.timestampMillis())
              : 0;
      String guarded = isRaw() ? body : guard.protect(body, objectStart, builder);
      Severity severity = builder.response.of(builder.severity, builder.hasLevel());
      SpanContext span = span();
      return new Content(
          guarded,
          severity,
          span,
          attributes(span, severity, millis(event, time)),
          time,
          builder.truncated,
          sentence);
    }

    /// Whether the body is the whole message.
    private boolean isRaw() {
      return !options.parse() || !options.messageAsBody();
    }

    private Attributes attributes(SpanContext span, Severity severity, long millis) {
      if (isRaw()) {
        return builder.fields.buildAll();
      }
      return own.hide(span, severity, millis);
    }

    /// The record's time in milliseconds; -1 if it is none that a text can state.
    private static long millis(LogEvent event, long nanos) {
      if (nanos == 0) {
        return event.hasValidTime() ? event.timestampMillis() : -1;
      }
      return nanos % 1_000_000 == 0 ? nanos / 1_000_000 : -1;
    }

    /// Adds the attributes that do not depend on the format of the message.
    private void addFields(LogEvent event) {
      if (builder.invocationId != null && (isFunction || builder.invocationIdCertain)) {
        builder.fields.addIfAbsent(RecordKeys.INVOCATION_ID, builder.invocationId);
      }
      ExtractedFields.add(event.extractedFields(), builder.fields);
      builder.fields.add(RecordKeys.UID, event.id());
      if (!event.joined().isEmpty()) {
        builder.fields.add(
            RecordKeys.JOINED_UIDS, event.joined().stream().skip(1).map(LogEvent::id).toList());
      }
      if (!event.hasValidTime()) {
        builder.fields.add(RecordKeys.EVENT_TIMESTAMP, event.timestampMillis());
      }
    }

    private String body(String text) {
      int start = MessageText.firstNonBlank(text, 0);
      if (start == text.length()) {
        return text;
      }
      if (text.charAt(start) == '{') {
        return objectBody(text, start);
      }
      int message = LambdaColumns.read(text, options.messageAsBody(), builder);
      if (message == 0) {
        String lambda = LambdaLine.read(text, options.messageAsBody(), builder);
        return lambda == null ? plainBody(text) : lambda;
      }
      String body = bodyAfterColumns(text, message);
      if (builder.levelColumn != null) {
        // Added last, because the fields of an object take precedence.
        builder.fields.add(RecordKeys.LEVEL, builder.levelColumn);
      }
      return body;
    }

    /// After the columns, the message may be JSON, or a line with a level of its own.
    private String bodyAfterColumns(String text, int message) {
      String rest = text.substring(message);
      if (MessageText.objectMayStartAt(rest, 0)) {
        RecordBuilder nested = nested();
        int end = json.readOrCut(rest, nested);
        if (end == rest.length()) {
          TextMessage.derive(nested);
          if (nested.hasLevel()) {
            builder.severity = nested.severity; // the column only has the level of the print call
          }
          String body = bodyOf(rest, 0, nested, true);
          builder.merge(nested);
          return options.messageAsBody() ? body : text;
        }
      }
      builder.severity = TextSeverity.behindColumns(rest, builder.severity);
      objectStart = lines.read(rest, true);
      String body = withoutCrash(rest);
      return options.messageAsBody() ? body : text;
    }

    /// The body without what became the attributes of an exception.
    private String withoutCrash(String text) {
      String body = crashes.read(text, options.messageAsBody());
      if (!options.messageAsBody()) {
        return text;
      }
      objectStart = body == null ? objectStart : -1;
      return body == null ? MessageText.withoutLineBreaks(text) : body;
    }

    /// Parses a message that consists of one or more JSON objects.
    private String objectBody(String text, int start) {
      String object = start == 0 ? text : text.substring(start);
      int end = MessageText.objectMayStartAt(object, 0) ? json.readOrCut(object, builder) : -1;
      if (end < 0) {
        return plainBody(text);
      }
      TextMessage.derive(builder);
      boolean isSingleObject = object.substring(end).isBlank();
      if (isSingleObject) {
        parseMessage();
      } else {
        builder.messageAsAttribute();
      }
      String body = bodyOf(text, start, builder, isSingleObject);
      if (builder.message != null && sentence == null) {
        int nestedStart = lines.read(body, false);
        objectStart = nestedStart < 0 ? objectStart : nestedStart;
        String rest = crashes.read(body, true);
        if (rest != null) {
          objectStart = -1;
          return rest;
        }
      }
      return body;
    }

    /// The log line of a container is often a JSON object or logfmt pairs itself; then the text
    /// inside it is the body.
    private void parseMessage() {
      String message = builder.message;
      if (message == null || !options.messageAsBody()) {
        return;
      }
      if (MessageText.objectMayStartAt(message, 0)) {
        RecordBuilder nested = nested();
        int end = json.read(message, nested);
        if (end > 0 && message.substring(end).isBlank()) {
          merge(nested, message);
        }
      } else if (LogfmtMessage.mayStart(message)) {
        RecordBuilder nested = nested();
        if (logfmt.read(message, nested)) {
          merge(nested, message);
        }
      }
    }

    private void merge(RecordBuilder nested, String message) {
      TextMessage.derive(nested);
      boolean isObject = message.startsWith("{");
      builder.message = bodyOf(message, isObject ? 0 : -1, nested, isObject);
      builder.merge(nested);
    }

    /// The text inside an object that was parsed at `at`, else the line that its fields make; the
    /// whole text if there is neither.
    private String bodyOf(String text, int at, RecordBuilder nested, boolean isWhole) {
      boolean isComplete = !nested.truncated && !nested.cut && options.messageAsBody();
      String body = isComplete ? nested.message : null;
      if (body == null && isComplete && isWhole) {
        body = sentence(nested);
      }
      if (body == null) {
        sentence = null;
        nested.messageAsAttribute();
        objectStart = nested.cut ? -1 : at;
        return text;
      }
      return body;
    }

    private @Nullable String sentence(RecordBuilder nested) {
      boolean isRequest = nested.httpRequest && nested.httpStatus > 0;
      if (nested.knownObjects == 0 && nested.type == null && !isRequest) {
        return null;
      }
      Sentences.Line line =
          Sentences.of(nested.knownObjects, nested.type, isRequest, nested.fields::find);
      sentence = line == null ? null : line.sentence();
      return line == null ? null : line.text();
    }

    private String plainBody(String text) {
      if (LogfmtMessage.mayStart(text) && logfmt.read(text, builder)) {
        return logfmtBody(text);
      }
      objectStart = lines.read(text, true);
      if (isFunction && builder.invocationId == null) {
        builder.invocationId = TraceText.requestId(text);
      }
      return withoutCrash(text);
    }

    private String logfmtBody(String text) {
      TextMessage.derive(builder);
      String body = bodyOf(text, -1, builder, false);
      if (builder.message != null && body.indexOf('/') >= 0) {
        lines.read(body, false); // may be an access line
      } else if (!builder.hasSeverity()) {
        builder.severity = TextSeverity.of(body);
      }
      return body;
    }

    private RecordBuilder nested() {
      RecordBuilder nested = nestedBuilder == null ? new RecordBuilder() : nestedBuilder;
      nestedBuilder = nested;
      nested.clear();
      return nested;
    }

    private SpanContext span() {
      String trace = builder.traceId;
      if (trace == null) {
        boolean fromXray = options.xrayTraceIds() != XrayTraceIds.OFF;
        return TraceText.context(fromXray ? builder.xray : null, null, (byte) 0);
      }
      return TraceText.contextOfValid(trace, builder.spanId, builder.flags);
    }
  }
}
