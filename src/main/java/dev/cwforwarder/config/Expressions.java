package dev.cwforwarder.config;

import static java.util.stream.Collectors.joining;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Arrays;

/// Compiles the regular expressions and globs of settings. RE2J matches in linear time, whatever
/// the pattern and the input are. Kept apart from [Parsers], so that RE2J is loaded only when a
/// setting has a pattern.
///
/// @see <a href="https://github.com/google/re2/wiki/Syntax">RE2's syntax</a>
final class Expressions {
  private Expressions() {}

  /// @throws IllegalArgumentException describing the syntax error
  static Pattern regex(String raw) {
    try {
      return Pattern.compile(raw);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "expected a regular expression (RE2), got '%s': %s".formatted(raw, e.getDescription()),
          e);
    }
  }

  /// `raw` itself, if it is a valid regular expression.
  ///
  /// @throws IllegalArgumentException describing the syntax error
  static String valid(String raw) {
    return regex(raw).pattern();
  }

  /// A pattern for whole names: `*` matches any number of characters, also none; every other
  /// character matches itself.
  ///
  /// @throws IllegalArgumentException when the glob is empty
  static Pattern glob(String raw) {
    if (raw.isEmpty()) {
      throw new IllegalArgumentException("expected a pattern, got an empty text");
    }
    return Pattern.compile(
        Arrays.stream(raw.split("\\*", -1)).map(Pattern::quote).collect(joining(".*")),
        Pattern.DOTALL);
  }
}
