package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.text.MessageText;
import org.jspecify.annotations.Nullable;

/// Prevents ClickStack's collector from changing the forwarder's attributes. The collector parses
/// the first JSON object of a body that is on a single line, and overwrites attributes with the
/// object's fields. Where that would change an attribute, the guard inserts a line break after the
/// object's opening brace, which does not change the JSON value. Not thread-safe.
final class BodyReparseGuard {
  /// After this many line breaks, every brace of the body gets one. So many objects with names of
  /// the record's attributes are no accident, and checking each of them would take quadratic time.
  static final int MAX_LINE_BREAKS = 8;

  private final JsonMessage json;
  private @Nullable RecordBuilder known;

  BodyReparseGuard(JsonMessage json) {
    this.json = json;
  }

  /// Returns `body`, with line breaks inserted where necessary.
  ///
  /// @param objectStart the index in `body` of an object whose fields are already in `builder`; -1
  ///   for none
  /// @param builder holds the attributes of the record
  String protect(String body, int objectStart, RecordBuilder builder) {
    String guarded = body;
    for (int lineBreaks = 0; ; lineBreaks++) {
      int open = guarded.indexOf('{');
      int close = open < 0 ? -1 : lastBrace(guarded, open);
      while (open >= 0 && close < 0) {
        open = guarded.indexOf('{', MessageText.lineEnd(guarded, open));
        close = open < 0 ? -1 : lastBrace(guarded, open);
      }
      boolean known = open == objectStart && lineBreaks == 0;
      if (open < 0
          || !(known ? builder.needsGuard : wouldChange(guarded, open, close + 1, builder))) {
        return guarded;
      }
      if (lineBreaks == MAX_LINE_BREAKS) {
        return body.replace("{", "{\n");
      }
      guarded = guarded.substring(0, open + 1) + '\n' + guarded.substring(open + 1);
    }
  }

  /// The last closing brace on the line of `open`; -1 for none.
  private static int lastBrace(String text, int open) {
    int at = MessageText.lineEnd(text, open) - 1;
    while (at > open && text.charAt(at) != '}') {
      at--;
    }
    return at > open ? at : -1;
  }

  /// Whether the text is an object with a field that the record also has as an attribute.
  private boolean wouldChange(String text, int from, int to, RecordBuilder builder) {
    if (!MessageText.objectMayStartAt(text, from)) {
      return false;
    }
    RecordBuilder parsed = known == null ? new RecordBuilder() : known;
    known = parsed;
    parsed.clear();
    if (json.read(text.substring(from, to), parsed) != to - from) {
      return false;
    }
    parsed.messageAsAttribute();
    return parsed.needsGuard || parsed.truncated || builder.fields.sharesNameWith(parsed.fields);
  }
}
