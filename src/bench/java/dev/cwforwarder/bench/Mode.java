package dev.cwforwarder.bench;

/// The compilers of the JVM, and how it starts.
public enum Mode {
  /// C1 only, as Lambda's Java runtime on demand.
  C1("C1 only (on-demand)"),

  /// C1 and C2, as with provisioned concurrency, or long after a restore.
  TIERED("default tiering"),

  /// C1 and C2. The init phase ends with a snapshot, and the first payload includes the restore.
  SNAPSTART("SnapStart");

  private final String title;

  Mode(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
