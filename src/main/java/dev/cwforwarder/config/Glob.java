package dev.cwforwarder.config;

/// A pattern for the whole of a name: `*` stands for any characters, also none; everything else for
/// itself. Takes time in proportion to pattern and name, whatever they are.
public record Glob(String pattern) {
  public Glob {
    if (pattern.isEmpty()) {
      throw new IllegalArgumentException("an empty pattern");
    }
  }

  /// Whether it fits.
  public boolean matches(String name) {
    int at = 0;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (in < name.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        resume = in;
      } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(in)) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++resume;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }
}
