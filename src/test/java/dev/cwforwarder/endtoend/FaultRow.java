package dev.cwforwarder.endtoend;

import static java.util.Objects.requireNonNull;

/// A row of the fault matrix.
///
/// @param fault the description in the table
/// @param maxCopies how often ClickStack may receive the same record at most; 1 means no duplicates
/// @param script simulates the fault, sends payloads and waits until they are processed
record FaultRow(String fault, int maxCopies, Script script) {
  /// The actions of a row.
  interface Script {
    void play(FaultScene scene) throws Exception;
  }

  FaultRow {
    requireNonNull(fault, "fault is null");
    requireNonNull(script, "script is null");
  }

  @Override
  public String toString() {
    return fault;
  }
}
