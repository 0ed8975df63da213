package dev.cwforwarder.cli;

/// Exit codes of the commands.
final class ExitCode {
  /// Done, or nothing to do.
  static final int OK = 0;

  /// Partially done.
  static final int INCOMPLETE = 1;

  /// An option or a setting is missing or malformed. Same value as picocli's.
  static final int INVALID_INPUT = 2;

  /// ClickStack or AWS is unavailable, or refuses the requests. Undelivered objects are still in
  /// the bucket.
  static final int UNAVAILABLE = 3;

  /// Another replay or poll is running.
  static final int LEASE_HELD = 4;

  private ExitCode() {}
}
