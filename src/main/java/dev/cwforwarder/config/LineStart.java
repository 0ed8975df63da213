package dev.cwforwarder.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/// Reads `MULTILINE_LINE_START_PATTERN`. Apart from [Multiline], which is always there: RE2J is
/// loaded only where there is a pattern.
final class LineStart {
  private LineStart() {}

  static Multiline parse(String raw) {
    try {
      Pattern.compile(raw);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "expected a regular expression (RE2), got '%s': %s".formatted(raw, e.getDescription()),
          e);
    }
    return new Multiline(false, raw);
  }
}
