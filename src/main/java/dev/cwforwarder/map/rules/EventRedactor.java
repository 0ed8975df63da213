package dev.cwforwarder.map.rules;

import dev.cwforwarder.model.LogEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Redacts the original events of a record, which are stored as CloudWatch delivered them.
@SuppressWarnings("ReferenceEquality") // unchanged texts remain the same instance
final class EventRedactor {
  private final TextRedactor texts;
  private final FoundValues found;
  private final FoundValues.Search search;

  /// @param found the values that rules found in the record
  /// @param length the number of characters of the event
  EventRedactor(TextRedactor texts, FoundValues found, long length) {
    this.texts = texts;
    this.found = found;
    this.search = found.search(length);
  }

  /// Redacts the original events of `event`.
  ///
  /// @param redactedText the event's message after redaction, with the same number of lines. A
  ///   match in the joined text of several events is redacted in each line that it spans.
  List<LogEvent> redact(LogEvent event, String redactedText) {
    String text = TextRedactor.redactValues(redactedText, search, found, true);
    if (!search.complete()) {
      return event.originals().stream()
          .map(original -> changed(original, Redactor.REDACTED))
          .toList();
    }
    if (event.joined().isEmpty()) {
      return List.of(redactSingle(event, text));
    }
    if (text.equals(event.message())) {
      return event.joined().stream()
          .map(original -> redactSingle(original, original.message()))
          .toList();
    }
    List<LogEvent> originals = new ArrayList<>();
    int from = 0;
    for (LogEvent original : event.joined()) {
      int to = endOfLines(text, from, lines(original.message()));
      String message = text.substring(from, to) + lineBreak(original.message());
      originals.add(redactSingle(original, message));
      from = Math.min(to + 1, text.length());
    }
    return originals;
  }

  private LogEvent redactSingle(LogEvent original, String message) {
    String redacted =
        TextRedactor.redactValues(texts.redactLines(message, found), search, found, true);
    return redacted.equals(original.message()) && original.extractedFields().isEmpty()
        ? original
        : changed(original, redacted);
  }

  private LogEvent changed(LogEvent original, String message) {
    Map<String, String> fields = new HashMap<>();
    original
        .extractedFields()
        .forEach(
            (key, text) ->
                fields.put(
                    key,
                    TextRedactor.redactValues(
                        texts.redact(key, text, found), search, found, false)));
    return new LogEvent(original.id(), original.timestampMillis(), message, fields);
  }

  private static String lineBreak(String message) {
    return message.endsWith("\r\n") ? "\r\n" : message.endsWith("\n") ? "\n" : "";
  }

  /// The number of lines of a message in the joined text; a trailing line break adds none.
  private static int lines(String message) {
    int breaks = (int) message.chars().filter(c -> c == '\n').count();
    return message.endsWith("\n") ? breaks : breaks + 1;
  }

  private static int endOfLines(String text, int from, int lines) {
    int at = text.indexOf('\n', from);
    for (int i = 1; i < lines && at >= 0; i++) {
      at = text.indexOf('\n', at + 1);
    }
    return at < 0 ? text.length() : at;
  }
}
