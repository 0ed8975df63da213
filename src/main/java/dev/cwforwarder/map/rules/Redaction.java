package dev.cwforwarder.map.rules;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/// Redacts the matches of a regular expression: the first capturing group, or the whole match if
/// there is none. RE2J matches in linear time, whatever the expression and the text.
public final class Redaction {
  private final String name;
  private final Pattern pattern;
  private final String replacement;
  private final MatchValidator validator;
  private final Prefilter prefilter;
  private final boolean isPreset;

  private Redaction(
      String name,
      String expression,
      String replacement,
      MatchValidator validator,
      Prefilter prefilter,
      boolean isPreset) {
    this.name = name;
    this.pattern = Pattern.compile(expression);
    this.replacement = replacement;
    this.validator = validator;
    this.prefilter = prefilter;
    this.isPreset = isPreset;
  }

  /// Creates a redaction that the user defined.
  ///
  /// @param replacement replaces each match literally
  public static Redaction of(String name, String expression, String replacement) {
    return new Redaction(name, expression, replacement, MatchValidator.NONE, Prefilter.NONE, false);
  }

  static Redaction of(Preset preset) {
    String name = preset.presetName();
    return new Redaction(
        name,
        preset.expression(),
        "[redacted:" + name + "]",
        preset.validator(),
        preset.prefilter(),
        true);
  }

  /// Receives the range of a match.
  interface Match {
    void at(int start, int end);
  }

  /// The name under which matches are counted.
  String name() {
    return name;
  }

  String replacement() {
    return replacement;
  }

  boolean isPreset() {
    return isPreset;
  }

  /// Finds all matches in `text`.
  void find(String text, Match match) {
    if (!prefilter.mayMatch(text)) {
      return;
    }
    Matcher matcher = pattern.matcher(text);
    int group = pattern.groupCount() > 0 ? 1 : 0;
    while (matcher.find()) {
      int start = matcher.start(group);
      int end = matcher.end(group);
      if (start < end) {
        validator.find(text, start, end, match);
      }
    }
  }

  /// Finds all matches in the value of an attribute. The name of a secret may be in its key.
  ///
  /// @param key empty for none
  void find(String key, String value, Match match) {
    if (prefilter != Prefilter.SECRET || key.isEmpty() || !prefilter.mayMatch(key)) {
      find(value, match);
      return;
    }
    int from = key.length() + 1;
    find(
        key + '=' + value,
        (start, end) -> {
          if (start >= from) {
            match.at(start - from, end - from);
          }
        });
  }
}
