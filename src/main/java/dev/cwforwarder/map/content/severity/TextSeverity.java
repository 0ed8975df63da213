package dev.cwforwarder.map.content.severity;

import static io.opentelemetry.api.logs.Severity.UNDEFINED_SEVERITY_NUMBER;

import dev.cwforwarder.map.content.sources.PostgresLine;
import dev.cwforwarder.map.content.text.AnsiCodes;
import dev.cwforwarder.map.content.text.MessageText;
import io.opentelemetry.api.logs.Severity;

/// Extracts the severity of a plain text line from where logging libraries write it: from the
/// line's prefix, never from its sentence. Undefined if the line contains none.
public final class TextSeverity {
  private static final int MAX_LEVEL_LENGTH = 20;

  /// The minimum length of the line before a level on the second line.
  private static final int MIN_LOCATION_LENGTH = 24;

  private TextSeverity() {}

  public static Severity of(String message) {
    LinePrefix prefix = new LinePrefix();
    prefix.peel(AnsiCodes.strip(message));
    return of(prefix);
  }

  /// The severity of a text behind the columns of a runtime, if it starts with a level or a head;
  /// else `column`, which only has the level of the call that printed the text.
  public static Severity behindColumns(String message, Severity column) {
    int word = FailureLine.nameEnd(message, 0, Math.min(message.length(), MAX_LEVEL_LENGTH));
    boolean mayBeHead =
        word == 0 ? !message.startsWith("{") : SeverityNames.isLevel(message, 0, word);
    if (!mayBeHead) {
      return column;
    }
    String text = AnsiCodes.strip(message);
    Severity found = LineHead.severity(text, MessageText.lineEnd(text, 0), 0);
    return found == UNDEFINED_SEVERITY_NUMBER ? column : found;
  }

  /// Returns the severity of the line behind its prefix; that of the prefix if the line has none.
  public static Severity of(LinePrefix prefix) {
    String text = prefix.rest();
    int end = text.indexOf('\n');
    int lineEnd = end < 0 ? text.length() : end;
    String line = prefix.line();
    int headEnd = lineEnd + line.length() - text.length();
    Severity found = ofStart(line, headEnd, prefix.timeEnd());
    if (found == UNDEFINED_SEVERITY_NUMBER && line.length() > text.length()) {
      found = ofStart(text, lineEnd, 0);
    }
    if (found == UNDEFINED_SEVERITY_NUMBER && end > 0) {
      found = fromSecondLine(line, headEnd + 1);
    }
    if (found == UNDEFINED_SEVERITY_NUMBER && prefix.timeEnd() > 0) {
      found = PostgresLine.ofCsv(text, Math.min(lineEnd, LineHead.MAX_LENGTH));
    }
    if (found == UNDEFINED_SEVERITY_NUMBER) {
      found = XmlEvent.severity(text);
    }
    if (found == UNDEFINED_SEVERITY_NUMBER) {
      found = ofSentence(text, lineEnd);
    }
    if (found == UNDEFINED_SEVERITY_NUMBER && prefix.start() > 0) {
      found = behindTag(prefix.text(), prefix.start(), prefix.start() + lineEnd);
    }
    return found == UNDEFINED_SEVERITY_NUMBER ? prefix.priority() : found;
  }

  private static Severity ofStart(String line, int end, int time) {
    Severity found = ToolOutputLine.severity(line, time, end);
    if (found == UNDEFINED_SEVERITY_NUMBER && time == 0) {
      found = LetterLevel.severity(line, Math.min(end, LineHead.MAX_LENGTH));
    }
    return found == UNDEFINED_SEVERITY_NUMBER ? LineHead.severity(line, end, time) : found;
  }

  /// The severity of a line whose head has no level: that of PostgreSQL, which writes a colon and
  /// two blanks behind it, or of a failure.
  private static Severity ofSentence(String text, int end) {
    int headEnd = Math.min(end, LineHead.MAX_LENGTH);
    int colon = text.indexOf(": ", 0, headEnd);
    int wide = colon < 3 ? -1 : text.indexOf(":  ", colon, headEnd);
    Severity found =
        wide < 0 || FailureLine.isCount(text, wide, end)
            ? UNDEFINED_SEVERITY_NUMBER
            : PostgresLine.severityBefore(text, wide);
    return found == UNDEFINED_SEVERITY_NUMBER ? FailureLine.severity(text, colon, end) : found;
  }

  /// `systemd[1]: Failed to start Shop.`: what only the program that syslog names makes a failure.
  private static Severity behindTag(String text, int start, int end) {
    int tag = text.lastIndexOf(' ', start - 2) + 1;
    return text.startsWith(": ", start - 2)
        ? ToolOutputLine.ofRow(text, tag, end)
        : UNDEFINED_SEVERITY_NUMBER;
  }

  /// java.util.logging and others: date and source location on one line, `SEVERE: …` on the next.
  private static Severity fromSecondLine(String text, int secondLine) {
    int colon = text.indexOf(": ", secondLine);
    Severity found =
        secondLine > MIN_LOCATION_LENGTH && colon > 0
            ? SeverityNames.of(text, secondLine, colon)
            : UNDEFINED_SEVERITY_NUMBER;
    boolean isLevel =
        found != UNDEFINED_SEVERITY_NUMBER
            && startsWithTime(text, secondLine)
            && !FailureLine.isCount(text, colon, MessageText.lineEnd(text, colon));
    return isLevel ? found : UNDEFINED_SEVERITY_NUMBER;
  }

  /// Whether a line starts with a time, a name and a time, or a month in any language before the
  /// day: `amLog:07/12/2025 10:00:00`, `déc. 07, 2025 10:00:00 AM`.
  private static boolean startsWithTime(String text, int end) {
    int comma = text.indexOf(", ", 0, MAX_LEVEL_LENGTH);
    int colon = text.indexOf(':', 0, MAX_LEVEL_LENGTH);
    return LineTime.endOf(text, 0, end) > 0
        || LineTime.endOf(text, colon + 1, end) > colon + LineTime.TIME_LENGTH
        || (comma > 0 && LineTime.endOf(text, comma + ", 2025 ".length(), end) > 0);
  }
}
