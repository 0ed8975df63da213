package dev.cwforwarder.cli;

/// What a command's exit code means.
final class ExitCode {
  /// Done, or there was nothing to do.
  static final int OK = 0;

  /// Some of it could not be done.
  static final int INCOMPLETE = 1;

  /// An option or a setting is missing or malformed. The same as picocli's.
  static final int WRONG_INPUT = 2;

  /// ClickStack, or AWS, does not take what is sent; what is left is still in the bucket.
  static final int UNAVAILABLE = 3;

  /// Another replay, or poll, is running.
  static final int LEASE_HELD = 4;

  private ExitCode() {}
}
