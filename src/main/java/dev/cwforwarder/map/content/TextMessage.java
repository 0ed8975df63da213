package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.severity.LinePrefix;
import dev.cwforwarder.map.content.severity.TextSeverity;
import dev.cwforwarder.map.content.sources.KlogLine;
import dev.cwforwarder.map.content.sources.KnownLines;
import dev.cwforwarder.map.content.sources.KnownObject;
import dev.cwforwarder.map.content.sources.SourceKind;
import dev.cwforwarder.map.content.text.AnsiCodes;
import dev.cwforwarder.map.content.text.MessageText;
import io.opentelemetry.api.logs.Severity;

/// Parses lines of text. What is behind a prefix is parsed like a message of its own, except that
/// the body remains the whole line. Parses one line after the other; not thread-safe.
final class TextMessage {
  private final JsonMessage json;
  private final LogfmtMessage logfmt;
  private final KnownLines lines;
  private final RecordBuilder builder;
  private final RecordBuilder nested = new RecordBuilder();
  private final LinePrefix prefix = new LinePrefix();

  /// The index in the text at which a parsed object starts; -1 for none.
  private int objectStart;

  TextMessage(JsonMessage json, LogfmtMessage logfmt, SourceKind kind, RecordBuilder builder) {
    this.json = json;
    this.logfmt = logfmt;
    this.lines = new KnownLines(kind);
    this.builder = builder;
  }

  /// Parses a line of a known format, and extracts ids and the severity of any line.
  ///
  /// @param isMessage whether `text` is the whole message, not a text inside an object: then an
  ///   object at the end of a sentence is parsed, too
  /// @return the index in `text` at which a parsed object starts; -1 for none
  int read(String text, boolean isMessage) {
    objectStart = -1;
    String plain = AnsiCodes.strip(text);
    if (!lines.readCommon(plain, builder)) {
      prefix.peel(plain);
      if (!lines.read(prefix.text(), prefix.headStart(), prefix.start(), builder)) {
        behindPrefix(text, isMessage);
      }
    }
    TextTrace.extract(text, builder);
    if (!builder.hasSeverity()) {
      builder.severity = TextSeverity.of(prefix);
    }
    return objectStart;
  }

  private void behindPrefix(String text, boolean isMessage) {
    String rest = prefix.rest();
    if (!klog(rest) && !pairs(rest)) {
      trailingObject(text, isMessage);
    }
  }

  private boolean klog(String rest) {
    int message = KlogLine.mayMatch(rest) ? KlogLine.read(rest, builder) : 0;
    int close = message > 0 && rest.startsWith("\"", message) ? rest.indexOf("\" ", message) : 0;
    if (close > 0) {
      nested.clear();
      logfmt.readRest(rest, close + 1, nested);
      nested.messageAsAttribute();
      builder.merge(nested);
    }
    return message > 0;
  }

  private boolean pairs(String rest) {
    if (!LogfmtMessage.mayStart(rest)) {
      return false;
    }
    nested.clear();
    boolean found = logfmt.read(rest, nested);
    if (found) {
      derive(nested);
      merge();
    }
    return found;
  }

  /// Parses an object behind a prefix, or at the end of a sentence: `Invoke Error
  /// ⇥{"errorType":…}`.
  private void trailingObject(String text, boolean isMessage) {
    String line = prefix.text();
    int start = prefix.start();
    boolean isBehindPrefix =
        (start > 0 || line.length() < text.length()) && MessageText.objectMayStartAt(line, start);
    int brace = isBehindPrefix ? start : isMessage ? braceAtEnd(line, start) : -1;
    if (brace < 0) {
      return;
    }
    nested.clear();
    String object = line.substring(brace);
    if ((isBehindPrefix ? json.readOrCut(object, nested) : json.read(object, nested)) > 0) {
      derive(nested);
      if (!MessageText.isHead(line, start, brace)) {
        // The level belongs to what the sentence is about.
        nested.severity = Severity.UNDEFINED_SEVERITY_NUMBER;
        nested.messageAsAttribute();
      }
      merge();
      objectStart = nested.cut ? -1 : line.equals(text) ? brace : text.indexOf('{');
    }
  }

  /// The index at or after `from` at which an object at the end of a sentence may start; -1 for
  /// none.
  private static int braceAtEnd(String text, int from) {
    int last = text.length() - 1;
    while (last > 0 && text.charAt(last) <= ' ') {
      last--;
    }
    int brace = text.startsWith("}", last) ? text.indexOf('{', from) : -1;
    return brace > 0 && MessageText.objectMayStartAt(text, brace) ? brace : -1;
  }

  /// Merges what is behind a prefix. The text inside it may have a level, too.
  private void merge() {
    String message = nested.message;
    if (message != null && MessageText.objectMayStartAt(message, 0)) {
      mergeObject(message);
    } else if (!nested.hasSeverity() && message != null) {
      nested.severity = TextSeverity.of(message);
    }
    if (nested.hasLevel()) {
      builder.severity = nested.severity; // not that of a column before
    }
    nested.messageAsAttribute();
    builder.merge(nested);
  }

  /// Merges the object inside the text of an object, as Docker's JSON contains it.
  private void mergeObject(String message) {
    RecordBuilder inner = new RecordBuilder();
    if (json.read(message, inner) > 0) {
      derive(inner);
      nested.severity = inner.hasSeverity() ? inner.severity : nested.severity;
      inner.messageAsAttribute();
      nested.merge(inner);
    }
  }

  /// Derives what depends on several fields of an object.
  static void derive(RecordBuilder target) {
    String type = target.type;
    if (type != null && type.startsWith("platform.")) {
      target.invocationIdCertain = target.invocationId != null;
      KnownObject.derivePlatform(type, target);
    }
    FieldSemantics.derive(target);
    ErrorObject.derive(target);
  }
}
