package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.severity.FailureLine;
import dev.cwforwarder.map.content.text.MessageText;

/// Finds the exception and its stack trace in a text of several lines. Reused for one text after
/// the other; not thread-safe.
final class StackTrace {
  private static final String TRACEBACK = "Traceback (most recent call last):";

  private static final String[] INTRODUCTIONS = {
    "Unhandled exception. ", "Unhandled Exception: ", "Uncaught exception: ", "Uncaught "
  };

  private String text = "";
  private String type = "";
  private String message = "";
  private String body = "";
  private int start;

  /// The class of the exception, or `panic`.
  String type() {
    return type;
  }

  String message() {
    return message;
  }

  /// The stack trace as the runtime prints it.
  String text() {
    return text.substring(start).strip();
  }

  /// The sentence before the exception, else the exception itself.
  String body() {
    return body;
  }

  /// Whether the text contains an exception with a stack trace.
  ///
  /// @param from the index after a level at the start of `text`
  boolean find(String text, int from) {
    this.text = text;
    int end = text.indexOf('\n');
    if (from == 0 && text.startsWith(TRACEBACK)) {
      return end > 0 && python(0, 0);
    }
    while (end >= 0) {
      int next = end + 1;
      if (isStart(next)) {
        return switch (text.charAt(next)) {
          case 'T' -> python(from, next);
          case 'g' -> go();
          default -> text.startsWith("at ", firstWord(next)) ? frames(from, next) : ruby(end);
        };
      }
      end = text.indexOf('\n', next);
    }
    return false;
  }

  /// Whether a stack trace, or the frames of one, may start with the line at `line`.
  private boolean isStart(int line) {
    return switch (line < text.length() ? text.charAt(line) : 'x') {
      case ' ', '\t' ->
          text.startsWith("at ", firstWord(line)) || text.startsWith("from ", firstWord(line));
      case 'T' -> text.startsWith(TRACEBACK, line);
      case 'g' -> text.startsWith("goroutine ", line);
      default -> false;
    };
  }

  private int firstWord(int line) {
    int word = MessageText.skipBlanks(text, line, text.length());
    return text.startsWith("\t", word) ? word + 1 : word;
  }

  /// An exception behind its traceback, or before it as Lambda writes it.
  private boolean python(int from, int traceback) {
    String before = text.substring(from, traceback).strip();
    int header = afterTraceback(text.lastIndexOf(TRACEBACK));
    if (header > 0) {
      set(header, text.length());
      body = before.isEmpty() ? body : before;
    } else {
      int name = FailureLine.nameEnd(before, 0, before.length());
      if (name == 0 || !before.startsWith(": ", name)) {
        return false;
      }
      set(from, traceback);
    }
    start = traceback;
    return !type.isEmpty();
  }

  /// The index of the first line after a traceback that is not indented; -1 for none.
  private int afterTraceback(int traceback) {
    int line = text.indexOf('\n', traceback) + 1;
    while (line > 0 && line < text.length() && text.charAt(line) <= ' ') {
      line = text.indexOf('\n', line) + 1;
    }
    return line > 0 && line < text.length() ? line : -1;
  }

  /// An exception of Java, .NET or Node.js, and then the frames, from `frames` on.
  private boolean frames(int from, int frames) {
    for (int line = from; line < frames; line = text.indexOf('\n', line) + 1) {
      int end = text.indexOf('\n', line);
      int name = afterIntroduction(line, end);
      if (isException(name, end)) {
        int inner = text.indexOf("\n ---> ", name);
        set(name, inner > 0 && inner < frames ? inner : frames);
        String before = text.substring(from, line).strip();
        boolean isPlace = before.startsWith("/") || before.startsWith("file:");
        start = isPlace ? from : line;
        body = before.isEmpty() || isPlace || isSummary(before) ? body : before;
        return true;
      }
    }
    return behindSentence(from, frames);
  }

  /// An exception behind a sentence on one line: `charge failed TypeError: no card`. The body is
  /// the sentence; a head without a sentence stays before the exception.
  private boolean behindSentence(int from, int frames) {
    for (int colon = text.indexOf(": ", from);
        colon > 0 && colon < frames;
        colon = text.indexOf(": ", colon + 1)) {
      int name = text.lastIndexOf(' ', colon) + 1;
      if (name > from
          && FailureLine.nameEnd(text, name, colon) == colon
          && isException(name, colon)) {
        set(name, frames);
        boolean isHead = MessageText.isHead(text, from, name);
        body = text.substring(from, isHead ? frames : name).strip();
        start = name;
        return true;
      }
    }
    return false;
  }

  private int afterIntroduction(int line, int end) {
    if (text.startsWith("Exception in thread \"", line)) {
      int quote = text.indexOf("\" ", line, end);
      return quote < 0 ? line : quote + 2;
    }
    for (String introduction : INTRODUCTIONS) {
      if (text.startsWith(introduction, line)) {
        return line + introduction.length();
      }
    }
    return line;
  }

  private boolean isException(int from, int end) {
    int name = FailureLine.nameEnd(text, from, end);
    String qualified = text.substring(from, name);
    int point = qualified.lastIndexOf('.') + 1; // in the name alone: the text may be long
    boolean isQualified =
        point > 1 && point < qualified.length() && Character.isUpperCase(qualified.charAt(point));
    return name > from
        && (isQualified || FailureLine.endsWithName(text, from, name))
        && (name == end
            || text.startsWith(": ", name)
            || text.startsWith(" [", name)
            || text.startsWith(" (", name));
  }

  /// Whether this is the line `MESSAGE: CLASS` that Lambda writes before a stack trace of Java.
  private boolean isSummary(String before) {
    return before.equals((message.isEmpty() ? "null" : message) + ": " + type);
  }

  /// `/srv/app.rb:3:in 'pay': no card (RuntimeError)`.
  private boolean ruby(int end) {
    int in = text.indexOf(":in ");
    int colon = in < 0 ? -1 : text.indexOf(": ", in + ":in ".length());
    int open = text.lastIndexOf(" (", end);
    boolean isComplete = colon > 0 && colon + 1 < open && open < end && text.charAt(end - 1) == ')';
    if (!isComplete || !MessageText.isDigit(text, in - 1)) {
      return false;
    }
    type = text.substring(open + 2, end - 1);
    message = text.substring(colon + 2, Math.max(open, colon + 2));
    body = ExceptionFields.line(type, message);
    start = 0;
    return type.indexOf(' ') < 0;
  }

  /// `panic: MESSAGE`, and then the goroutines.
  private boolean go() {
    int end = text.indexOf('\n');
    int colon = text.indexOf(": ");
    if (!text.startsWith("panic: ") && !text.startsWith("fatal error: ")) {
      return false;
    }
    set(0, end);
    type = text.substring(0, colon);
    start = end + 1;
    return true;
  }

  /// Sets the exception of which the name is at `from`.
  private void set(int from, int end) {
    int name = FailureLine.nameEnd(text, from, end);
    int colon = text.indexOf(": ", name);
    type = text.substring(from, name);
    message = colon < 0 || colon >= end ? "" : text.substring(colon + 2, end).strip();
    body = text.substring(from, end).strip();
  }
}
