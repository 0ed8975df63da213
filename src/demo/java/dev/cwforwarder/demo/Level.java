package dev.cwforwarder.demo;

import java.util.Locale;

/// The severity of a line according to its source.
enum Level {
  DEBUG,
  INFO,
  WARN,
  ERROR;

  String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
