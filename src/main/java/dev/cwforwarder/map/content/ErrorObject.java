package dev.cwforwarder.map.content;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Finds the error that an object of a Lambda runtime describes: `errorType`, `errorMessage`, and
/// `stackTrace` or `stack`. They become the attributes of an exception, and the body if the object
/// has no message.
///
/// @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html">Errors of
///   functions</a>
final class ErrorObject {
  private static final String[] CONTAINERS = {"", "message.", "record.", "record.message."};
  private static final String TYPE = "errorType";
  private static final String MESSAGE = "errorMessage";

  private final String typeField;
  private final String messageField;

  /// The beginning of the names of the frames.
  private final String stack;

  private ErrorObject(String container) {
    this.typeField = container + TYPE;
    this.messageField = container + MESSAGE;
    this.stack = container + "stack";
  }

  static void derive(RecordBuilder builder) {
    if (!builder.error || builder.knownObjects != 0) {
      return;
    }
    for (String container : CONTAINERS) {
      if (builder.fields.find(container + TYPE) instanceof String type
          && builder.fields.find(container + MESSAGE) instanceof String message
          && !type.isBlank()) {
        new ErrorObject(container).add(type, message, builder);
        return;
      }
    }
  }

  private void add(String type, String message, RecordBuilder builder) {
    if (builder.fields.find(RecordKeys.EXCEPTION_TYPE.getKey()) != null) {
      return;
    }
    Frames frames = new Frames();
    builder.fields.forEach(frames);
    @Nullable String text = frames.text();
    ExceptionFields.add(type, message, text, builder);
    if (builder.cut || builder.truncated) {
      return;
    }
    builder.fields.hide((key, _) -> isMoved(key.getKey(), text != null));
    if (builder.message == null) {
      builder.message = ExceptionFields.line(type, message);
    }
  }

  private boolean isMoved(String name, boolean withFrames) {
    return name.equals(typeField) || name.equals(messageField) || (withFrames && isFrame(name));
  }

  /// Whether this is the stack trace, or a frame of it.
  private boolean isFrame(String name) {
    if (!name.startsWith(stack)) {
      return false;
    }
    int end = stack.length() + (name.startsWith("Trace", stack.length()) ? "Trace".length() : 0);
    return end == name.length() || name.charAt(end) == '.';
  }

  /// Joins the frames: texts, or the objects of Go.
  private final class Frames implements BiConsumer<String, Object> {
    private final StringBuilder text = new StringBuilder();
    private String path = "";
    private boolean isComplete = true;

    /// The frames; null if there are none, or if they are too long or of an unknown form.
    @Nullable String text() {
      boolean isUsable =
          isComplete
              && path.isEmpty()
              && !text.isEmpty()
              && text.length() <= RecordBuilder.MAX_TEXT_LENGTH;
      return isUsable ? text.toString() : null;
    }

    @Override
    public void accept(String name, Object value) {
      if (!isFrame(name)) {
        return;
      }
      if (name.endsWith(".path")) {
        isComplete &= path.isEmpty();
        path = value + ":";
      } else if (name.endsWith(".line") && path.endsWith(":") && value instanceof Long) {
        path += value;
      } else if (value instanceof String frame) {
        append(frame.stripTrailing());
      } else {
        isComplete = false;
      }
    }

    private void append(String frame) {
      text.append(text.isEmpty() ? "" : "\n").append(frame);
      if (!path.isEmpty()) {
        text.append("\n\t").append(path);
        path = "";
      }
    }
  }
}
