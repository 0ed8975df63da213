package dev.cwforwarder.map.content;

import dev.cwforwarder.map.content.severity.SeverityNames;
import io.opentelemetry.api.logs.Severity;
import org.jspecify.annotations.Nullable;

/// Finds the exception with which a program failed in the text of its runtime: the error objects
/// that Lambda's runtimes announce, the stack traces of Java, .NET, Node.js, Python and Ruby, and
/// the panics of Go. One text is read after the other; not thread-safe.
final class CrashText {
  /// What Lambda's runtimes write before an error object.
  private static final String[] ANNOUNCEMENTS = {
    "Invoke Error",
    "Init Error",
    "Init error",
    "Uncaught Exception",
    "Unhandled Promise Rejection",
    "Error raised from handler method"
  };

  private final RecordBuilder builder;
  private final StackTrace stack = new StackTrace();

  CrashText(RecordBuilder builder) {
    this.builder = builder;
  }

  /// Adds the attributes of an exception if the text contains one.
  ///
  /// @param text whose objects have been parsed
  /// @param levelAsAttribute whether `[ERROR]` of Python, which the body does not contain, becomes
  ///   an attribute
  /// @return the exception, or the sentence before it, without what became attributes; null if
  ///   nothing did
  @Nullable String read(String text, boolean levelAsAttribute) {
    char first = text.isEmpty() ? ' ' : text.charAt(0);
    boolean mayBeAnnounced = first == 'I' || first == 'U' || first == 'E';
    boolean hasLines = text.indexOf('\n') >= 0;
    if ((!mayBeAnnounced && !hasLines)
        || builder.cut
        || builder.truncated
        || text.length() > RecordBuilder.MAX_TEXT_LENGTH) {
      return null;
    }
    String announced = mayBeAnnounced ? announced(text) : null;
    if (announced != null || !hasLines) {
      return announced;
    }
    int line = first == '[' ? afterLevel(text) : 0;
    if (!stack.find(text, line)) {
      return null;
    }
    ExceptionFields.add(stack.type(), stack.message(), stack.text(), builder);
    if (line > 0 && levelAsAttribute) {
      String level = text.substring(1, line - "] ".length());
      builder.fields.add(RecordKeys.LEVEL, level);
    }
    return stack.body();
  }

  /// An error object behind the words of a runtime: `Invoke Error ⇥{"errorType":…}`.
  private @Nullable String announced(String text) {
    for (String words : ANNOUNCEMENTS) {
      if (text.startsWith(words)) {
        int brace = text.indexOf('{');
        boolean isOnly = brace > 0 && text.substring(words.length(), brace).isBlank();
        Object type = builder.fields.find(RecordKeys.EXCEPTION_TYPE.getKey());
        if (!isOnly || type == null) {
          return null;
        }
        Object message = builder.fields.find(RecordKeys.EXCEPTION_MESSAGE.getKey());
        builder.add(RecordKeys.RUNTIME_ERROR, words);
        builder.severity(Severity.ERROR);
        return ExceptionFields.line(type.toString(), message == null ? "" : message.toString());
      }
    }
    return null;
  }

  /// The index after `[ERROR] ` of Python; 0 if there is no such level.
  private static int afterLevel(String text) {
    int close = text.indexOf("] ");
    boolean isLevel =
        close > 0
            && close < 16
            && SeverityNames.of(text, 1, close) != Severity.UNDEFINED_SEVERITY_NUMBER;
    return isLevel ? close + "] ".length() : 0;
  }
}
