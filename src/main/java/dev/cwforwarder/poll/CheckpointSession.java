package dev.cwforwarder.poll;

/// The checkpoint of one source between the poller and the store. Not thread-safe.
final class CheckpointSession {
  private final CheckpointStore store;
  private CheckpointStore.Entry entry;
  private Checkpoint current;
  private Checkpoint kept;

  private CheckpointSession(CheckpointStore store, CheckpointStore.Entry entry, Checkpoint kept) {
    this.store = store;
    this.entry = entry;
    this.current = kept;
    this.kept = kept;
  }

  /// Makes the checkpoint of a source that has none.
  @FunctionalInterface
  interface Start {
    Checkpoint make() throws CheckpointException;
  }

  /// What is kept of a source; `start`, written at once, when there is nothing.
  static CheckpointSession of(CheckpointStore store, String sourceId, Start start)
      throws CheckpointException, RunAbortedException {
    CheckpointStore.Entry entry = store.load(sourceId);
    if (entry.version() > 0) {
      return new CheckpointSession(store, entry, CheckpointReader.read(sourceId, entry.state()));
    }
    Checkpoint first = start.make();
    CheckpointSession keeping = new CheckpointSession(store, entry, first);
    keeping.write();
    return keeping;
  }

  Checkpoint current() {
    return current;
  }

  /// Takes the place of the current one; not written yet.
  void change(Checkpoint next) {
    current = next;
  }

  /// Writes what has changed.
  ///
  /// @throws StopException when somebody else wrote it: this run may have been overtaken, and
  ///   whatever it forwards now comes twice
  void save() throws CheckpointException, RunAbortedException {
    if (!current.equals(kept)) {
      write();
    }
  }

  /// Leaves nothing in the store, unless somebody else wrote it.
  ///
  /// @return whether nothing is left
  boolean forget() throws CheckpointException {
    return store.delete(entry);
  }

  private void write() throws CheckpointException, RunAbortedException {
    Checkpoint written = current;
    entry =
        store
            .save(entry, CheckpointFormat.write(written))
            .orElseThrow(
                () ->
                    new RunAbortedException(
                        PollReport.End.CHECKPOINTS,
                        "the checkpoint of %s was written by somebody else; is another poller using the same table?"
                            .formatted(entry.sourceId()),
                        null));
    kept = written;
  }
}
