package dev.cwforwarder.map.rules;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.HashMap;
import java.util.Map;

/// Redacts the matches of a regular expression: the first capturing group, or the whole match if
/// there is none. RE2J matches in linear time, whatever the expression and the text.
public final class Redaction {
  private final String name;
  private final Pattern pattern;
  private final String replacement;
  private final MatchValidator validator;
  private final boolean matchesKey;

  private Redaction(
      String name,
      String expression,
      String replacement,
      MatchValidator validator,
      boolean matchesKey) {
    this.name = name;
    this.pattern = Pattern.compile(expression);
    this.replacement = replacement;
    this.validator = validator;
    this.matchesKey = matchesKey;
  }

  /// Creates a redaction that the user defined.
  ///
  /// @param replacement replaces each match literally
  public static Redaction of(String name, String expression, String replacement) {
    return new Redaction(name, expression, replacement, MatchValidator.NONE, false);
  }

  static Redaction of(Preset preset) {
    String name = preset.presetName();
    return new Redaction(
        name,
        preset.expression(),
        "[redacted:" + name + "]",
        preset.validator(),
        preset == Preset.AWS_SECRET_KEY);
  }

  /// Redacts `text` and counts the matches in `counts`; returns `text` itself if there is no match.
  String redact(String text, Map<String, Integer> counts) {
    return redact(text, counts, false);
  }

  /// Like `redact`, but keeps the number of lines: a match that spans several lines is replaced in
  /// each of them.
  String redactLines(String text) {
    return redact(text, new HashMap<>(), true);
  }

  private String redact(String text, Map<String, Integer> counts, boolean perLine) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder redacted = null;
    int copied = 0;
    int group = pattern.groupCount() > 0 ? 1 : 0;
    while (matcher.find()) {
      int start = matcher.start(group);
      int end = matcher.end(group);
      if (start < end && validator.accepts(text, start, end)) {
        redacted = redacted == null ? new StringBuilder(text.length()) : redacted;
        redacted.append(text, copied, start);
        redacted.append(perLine ? replacementPerLine(text, start, end) : replacement);
        copied = end;
        counts.merge(name, 1, Integer::sum);
      }
    }
    return redacted == null ? text : redacted.append(text, copied, text.length()).toString();
  }

  private String replacementPerLine(String text, int start, int end) {
    String singleLine = replacement.replace('\n', ' ');
    long breaks = text.substring(start, end).chars().filter(c -> c == '\n').count();
    return singleLine + ("\n" + singleLine).repeat((int) breaks);
  }

  /// Redacts the value of `key`; some redactions also match the key.
  String redact(String key, String value, Map<String, Integer> counts) {
    if (!matchesKey) {
      return redact(value, counts);
    }
    String prefix = key + '=';
    return redact(prefix + value, counts).substring(prefix.length());
  }
}
