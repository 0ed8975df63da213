package dev.cwforwarder.map.content;

import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.stream.Stream;

/// A JSON text that ends before its end, because an agent, a container runtime or a service limits
/// the length of messages.
///
/// @param text the text that can be parsed, without a mark of the cut
/// @param isCertain whether there is a mark, or the text is as long as messages that are cut;
///   otherwise only the fields show whether it is a log record
record CutText(String text, boolean isCertain) {
  /// `[Truncated...]` of the CloudWatch agent.
  private static final String MARK = "[Truncated";

  private static final int MAX_MARK_LENGTH = 20;

  /// Docker cuts at 16 KB; other limits are higher.
  private static final int MIN_LENGTH = 16_000;

  /// The part before the cut.
  static CutText of(String message) {
    String text = message.stripTrailing();
    int mark = text.lastIndexOf(MARK);
    boolean marked = mark > 0 && text.length() - mark < MAX_MARK_LENGTH;
    String kept = withoutLiteral(marked ? text.substring(0, mark) : text);
    return new CutText(kept, marked || text.length() >= MIN_LENGTH);
  }

  /// Whether the parser failed because the text ends, and not because it is malformed.
  boolean isAtEnd(StreamReadException failure) {
    return failure instanceof JsonEOFException
        || (text.endsWith(",") && failure.getLocation().getCharOffset() >= text.length() - 1);
  }

  /// Removes the beginning of a literal, `tr` of `true`.
  private static String withoutLiteral(String text) {
    int from = text.length();
    while (from > 0 && text.charAt(from - 1) >= 'a' && text.charAt(from - 1) <= 'z') {
      from--;
    }
    boolean isValue = from > 0 && ":,[".indexOf(text.charAt(from - 1)) >= 0;
    String word = text.substring(from);
    boolean isPart =
        Stream.of("true", "false", "null")
            .anyMatch(literal -> literal.startsWith(word) && !literal.equals(word));
    return isValue && isPart ? text.substring(0, from) : text;
  }
}
