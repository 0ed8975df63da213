package dev.cwforwarder.map.content;

import org.jspecify.annotations.Nullable;

/// ClickStack's collector reads the first object that stands on one line of a body again, and puts
/// what it finds over our attributes. Where that would change one, a line break behind the object's
/// first brace keeps it from it; of JSON, that is no change. Not thread-safe.
final class BodyReparseGuard {
  /// Objects on further lines than this are left to the collector.
  static final int MOST_BREAKS = 8;

  private final JsonMessage json;
  private @Nullable RecordBuilder known;

  BodyReparseGuard(JsonMessage json) {
    this.json = json;
  }

  /// `body`, or the same with line breaks.
  ///
  /// @param readAt where in it an object begins whose fields are among those of `draft`; -1 for
  ///   none
  /// @param draft what the record will have
  String over(String body, int readAt, RecordBuilder draft) {
    String shielded = body;
    for (int breaks = 0; breaks < MOST_BREAKS; breaks++) {
      int open = shielded.indexOf('{');
      int close = open < 0 ? -1 : lastBrace(shielded, open);
      while (open >= 0 && close < 0) {
        open = shielded.indexOf('{', lineEnd(shielded, open));
        close = open < 0 ? -1 : lastBrace(shielded, open);
      }
      boolean known = open == readAt && breaks == 0;
      if (open < 0 || !(known ? draft.shield : changes(shielded, open, close + 1, draft))) {
        return shielded;
      }
      shielded = shielded.substring(0, open + 1) + '\n' + shielded.substring(open + 1);
    }
    return shielded;
  }

  /// The last brace that closes on the line of `open`; -1 for none.
  private static int lastBrace(String text, int open) {
    int at = lineEnd(text, open) - 1;
    while (at > open && text.charAt(at) != '}') {
      at--;
    }
    return at > open ? at : -1;
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /// Whether what stands there is an object with a name that the record has.
  private boolean changes(String text, int from, int to, RecordBuilder draft) {
    if (!JsonMessage.mayBegin(text, from)) {
      return false;
    }
    RecordBuilder found = known == null ? new RecordBuilder() : known;
    known = found;
    found.clear();
    if (json.read(text.substring(from, to), found) != to - from) {
      return false;
    }
    found.messageAsAttribute();
    return found.shield || found.cut || draft.fields.sharesNameWith(found.fields);
  }
}
