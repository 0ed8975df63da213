package dev.cwforwarder.local.bench;

/// How the JVM runs.
public enum Mode {
  /// Lambda's on-demand Java runtime stops at the first compiler.
  C1("C1 only (on-demand)"),

  /// As with provisioned concurrency, or long after a restore.
  TIERED("default tiering"),

  /// Default tiering; init ends with a snapshot, and `first` begins with the restore.
  SNAPSTART("SnapStart");

  private final String title;

  Mode(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
