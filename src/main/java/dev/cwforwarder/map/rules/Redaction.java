package dev.cwforwarder.map.rules;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.HashMap;
import java.util.Map;

/// Blots out what an expression finds: its first group, or all of it when it has none. RE2J's time
/// is linear in the text, whatever both are.
public final class Redaction {
  private final String name;
  private final Pattern pattern;
  private final String replacement;
  private final Proof proof;
  private final boolean named;

  private Redaction(
      String name, String expression, String replacement, Proof proof, boolean named) {
    this.name = name;
    this.pattern = Pattern.compile(expression);
    this.replacement = replacement;
    this.proof = proof;
    this.named = named;
  }

  /// A rule of the user's own.
  ///
  /// @param replacement put in place of what is found, as it is
  public static Redaction of(String name, String expression, String replacement) {
    return new Redaction(name, expression, replacement, Proof.NONE, false);
  }

  static Redaction of(Preset preset) {
    String name = preset.presetName();
    return new Redaction(
        name,
        preset.expression(),
        "[redacted:" + name + "]",
        preset.proof(),
        preset == Preset.AWS_SECRET_KEY);
  }

  /// `text` without what is found, counted in `counts`; `text` itself when nothing is.
  String redact(String text, Map<String, Integer> counts) {
    return redact(text, counts, false);
  }

  /// The same with as many lines as before: what is found in several is blotted out in each.
  String redactLines(String text) {
    return redact(text, new HashMap<>(), true);
  }

  private String redact(String text, Map<String, Integer> counts, boolean lineByLine) {
    Matcher found = pattern.matcher(text);
    StringBuilder redacted = null;
    int done = 0;
    int group = pattern.groupCount() > 0 ? 1 : 0;
    while (found.find()) {
      int start = found.start(group);
      int end = found.end(group);
      if (start < end && proof.holds(text, start, end)) {
        redacted = redacted == null ? new StringBuilder(text.length()) : redacted;
        redacted.append(text, done, start);
        redacted.append(lineByLine ? inEachLine(text, start, end) : replacement);
        done = end;
        counts.merge(name, 1, Integer::sum);
      }
    }
    return redacted == null ? text : redacted.append(text, done, text.length()).toString();
  }

  private String inEachLine(String text, int start, int end) {
    String ofOneLine = replacement.replace('\n', ' ');
    long breaks = text.substring(start, end).chars().filter(c -> c == '\n').count();
    return ofOneLine + ("\n" + ofOneLine).repeat((int) breaks);
  }

  /// The same for the value of `key`, which may be what gives the secret away.
  String redact(String key, String value, Map<String, Integer> counts) {
    if (!named) {
      return redact(value, counts);
    }
    String prefix = key + '=';
    return redact(prefix + value, counts).substring(prefix.length());
  }
}
