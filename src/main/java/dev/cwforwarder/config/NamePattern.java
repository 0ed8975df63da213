package dev.cwforwarder.config;

import com.google.re2j.Pattern;

/// A pattern for the whole of a name.
public sealed interface NamePattern {
  /// Whether it fits.
  boolean matches(String name);

  /// With `*` for any characters.
  record Wildcard(Glob glob) implements NamePattern {
    @Override
    public boolean matches(String name) {
      return glob.matches(name);
    }
  }

  /// RE2's syntax.
  ///
  /// @see <a href="https://github.com/google/re2/wiki/Syntax">RE2's syntax</a>
  record Expression(Pattern pattern) implements NamePattern {
    @Override
    public boolean matches(String name) {
      return pattern.matches(name);
    }
  }
}
