package dev.cwforwarder.endtoend;

import static java.util.Objects.requireNonNull;

/// A row of the fault matrix.
///
/// @param fault what goes wrong, in words of the table
/// @param mostCopies how often ClickStack may get the same record at most; 1 is no duplicate
/// @param script sets the fault up, sends payloads in and waits for the end of them
record FaultRow(String fault, int mostCopies, Script script) {
  /// What happens in a row.
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
