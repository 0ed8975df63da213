package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.sources.KlogLine;
import dev.cwforwarder.map.content.sources.KnownLines;
import dev.cwforwarder.map.content.sources.SourceKind;
import dev.cwforwarder.model.LogEvent;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what messages say by their form. Pure: the same event always gives the same content.
/// Thread-safe; a [Batch] is not.
public final class ContentReader {
  private static final int KLOG_HEAD = 29;

  private final ContentOptions options;
  private final JsonMessage json;
  private final LogfmtMessage logfmt;

  public ContentReader(ContentOptions options) {
    this.options = options;
    FieldNames names = new FieldNames();
    this.json = new JsonMessage(names);
    this.logfmt = new LogfmtMessage(names);
  }

  /// A reader of the messages of one source, which is of this kind.
  public Batch batch(SourceKind kind) {
    return new Batch(kind);
  }

  /// Reads one message after the other, with the same working memory.
  public final class Batch {
    private final boolean ofFunction;
    private final RecordBuilder draft = new RecordBuilder();
    private final KnownLines lines;
    private final BodyReparseGuard shield = new BodyReparseGuard(json);
    private @Nullable RecordBuilder inner;

    /// Where in the body an object begins that was read; -1 for none.
    private int readAt;

    private Batch(SourceKind kind) {
      this.ofFunction = kind == SourceKind.FUNCTION;
      this.lines = new KnownLines(kind);
    }

    public Content read(LogEvent event) {
      draft.clear();
      readAt = -1;
      String text = event.text();
      String body = options.parse() ? body(text) : text;
      if (draft.invocationId != null && (ofFunction || draft.invocationCertain)) {
        draft.fields.addIfFree(RecordKeys.INVOCATION_ID, draft.invocationId);
      }
      ExtractedFields.add(event.extractedFields(), draft.fields);
      draft.fields.add(RecordKeys.UID, event.id());
      if (!event.joined().isEmpty()) {
        draft.fields.add(RecordKeys.JOINED_UIDS, joinedIds(event));
      }
      long time =
          options.timestampFromBody() ? BodyTime.of(text, draft, event.timestampMillis()) : 0;
      boolean kept = !options.parse() || !options.messageAsBody();
      String shielded = kept ? body : shield.over(body, readAt, draft);
      return new Content(shielded, draft.severity, span(), draft.fields.build(), time, draft.cut);
    }

    private static List<String> joinedIds(LogEvent event) {
      return event.joined().stream().skip(1).map(LogEvent::id).toList();
    }

    private String body(String text) {
      int start = MessageText.firstVisible(text);
      if (start == text.length()) {
        return text;
      }
      if (text.charAt(start) == '{') {
        return object(text, start);
      }
      if (LambdaLine.read(text, draft)) {
        return text;
      }
      int message = LambdaColumns.read(text, options.messageAsBody(), draft);
      if (message == 0) {
        return plain(text);
      }
      String body = columns(text, message);
      if (draft.column != null) {
        draft.fields.add(RecordKeys.LEVEL, draft.column); // behind those of an object
      }
      return body;
    }

    /// Behind columns, a message may be JSON.
    private String columns(String text, int message) {
      String rest = text.substring(message);
      if (JsonMessage.mayBegin(rest, 0)) {
        RecordBuilder found = inner();
        int end = json.read(rest, found);
        if (end == rest.length()) {
          conclude(found);
          if (found.hasLevel()) {
            draft.severity = found.severity; // the column is that of the call that printed it
          }
          String body = bodyOf(rest, 0, found);
          draft.adopt(found);
          return options.messageAsBody() ? body : text;
        }
      }
      suffixOfColumn(rest);
      TextTrace.note(rest, draft);
      return options.messageAsBody() ? rest : text;
    }

    /// `Invoke Error ⇥{"errorType":…}` of Node.js. The severity is the column's.
    private void suffixOfColumn(String rest) {
      int brace = MessageText.suffix(rest);
      RecordBuilder found = brace > 0 ? inner() : draft;
      if (brace > 0 && json.read(rest.substring(brace), found) > 0) {
        conclude(found);
        found.messageAsAttribute();
        draft.adopt(found);
        readAt = brace;
      }
    }

    /// A message that is a JSON object, or several.
    private String object(String text, int start) {
      String object = start == 0 ? text : text.substring(start);
      int end = JsonMessage.mayBegin(object, 0) ? json.read(object, draft) : -1;
      if (end < 0) {
        return plain(text);
      }
      conclude(draft);
      boolean whole = object.substring(end).isBlank();
      if (whole) {
        messageAsObject();
      } else {
        draft.messageAsAttribute();
      }
      String body = bodyOf(text, start, draft);
      if (draft.message != null) {
        inner(body);
      }
      return body;
    }

    /// What an object wraps may be a line of a known form.
    private void inner(String body) {
      lines.read(body, draft);
      TextTrace.note(body, draft);
      if (!draft.hasSeverity()) {
        draft.severity = TextSeverity.of(body);
      }
    }

    /// Reads a line of a known form, and the severity of any.
    private void line(String text) {
      boolean known = lines.read(text, draft) || klog(text);
      if (!known) {
        suffix(text);
      }
      TextTrace.note(text, draft);
      if (!draft.hasSeverity()) {
        draft.severity = TextSeverity.of(text);
      }
    }

    private boolean klog(String text) {
      boolean begins =
          text.length() > KLOG_HEAD && text.charAt(5) == ' ' && MessageText.isKlogLevel(text);
      int message = begins ? KlogLine.read(text, draft) : 0;
      int close = message > 0 && text.startsWith("\"", message) ? text.indexOf("\" ", message) : 0;
      if (close > 0) {
        logfmt.readRest(text, close + 1, draft);
        draft.messageAsAttribute();
      }
      return message > 0;
    }

    /// An object at the end of a text.
    private void suffix(String text) {
      int brace = MessageText.suffix(text);
      if (brace > 0) {
        int end = json.read(text.substring(brace), draft);
        if (end > 0) {
          conclude(draft);
          draft.messageAsAttribute();
          readAt = brace;
          if (!MessageText.isHead(text, brace)) {
            draft.severity = Severity.UNDEFINED_SEVERITY_NUMBER; // of what the sentence speaks of
          }
        }
      }
    }

    /// A container's log line is often an object in turn, or pairs; then the text within that one
    /// is the body.
    private void messageAsObject() {
      String message = draft.message;
      if (message == null || !options.messageAsBody()) {
        return;
      }
      if (JsonMessage.mayBegin(message, 0)) {
        RecordBuilder found = inner();
        int end = json.read(message, found);
        if (end > 0 && message.substring(end).isBlank()) {
          adopt(found, message);
        }
      } else if (LogfmtMessage.mayBegin(message)) {
        RecordBuilder found = inner();
        if (logfmt.read(message, found)) {
          adopt(found, message);
        }
      }
    }

    private void adopt(RecordBuilder found, String message) {
      conclude(found);
      draft.message = bodyOf(message, message.startsWith("{") ? 0 : -1, found);
      draft.adopt(found);
    }

    /// The text within an object that was read at `at`, or all of it.
    private String bodyOf(String text, int at, RecordBuilder found) {
      String message = found.message;
      if (message == null || found.cut || !options.messageAsBody()) {
        found.messageAsAttribute();
        readAt = at;
        return text;
      }
      return message;
    }

    private String plain(String text) {
      if (LogfmtMessage.mayBegin(text) && logfmt.read(text, draft)) {
        return pairs(text);
      }
      line(text);
      if (ofFunction && draft.invocationId == null) {
        draft.invocationId = MessageText.requestId(text);
      }
      return text;
    }

    private String pairs(String text) {
      conclude(draft);
      String body = bodyOf(text, -1, draft);
      if (!draft.hasSeverity()) {
        draft.severity = TextSeverity.of(body);
      }
      return body;
    }

    private void conclude(RecordBuilder found) {
      PlatformEvent.conclude(found);
      FieldSemantics.conclude(found);
    }

    private RecordBuilder inner() {
      RecordBuilder known = inner;
      if (known == null) {
        known = new RecordBuilder();
        inner = known;
      }
      known.clear();
      return known;
    }

    private SpanContext span() {
      String trace = draft.traceId;
      if (trace == null && options.xrayTraceIds()) {
        return TraceText.context(draft.xray, null, (byte) 0);
      }
      return TraceText.context(trace, draft.spanId, draft.flags);
    }
  }
}
