package dev.cwforwarder.demo;

import java.util.Locale;

/// How bad a line is, as the one who writes it sees it.
enum Level {
  DEBUG,
  INFO,
  WARN,
  ERROR;

  String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
