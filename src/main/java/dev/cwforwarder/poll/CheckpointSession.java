package dev.cwforwarder.poll;

/// The checkpoint of one source during a run: changes are collected and saved together. Not
/// thread-safe.
final class CheckpointSession {
  private final CheckpointStore store;
  private CheckpointStore.Entry entry;
  private Checkpoint current;
  private Checkpoint saved;

  private CheckpointSession(CheckpointStore store, CheckpointStore.Entry entry, Checkpoint saved) {
    this.store = store;
    this.entry = entry;
    this.current = saved;
    this.saved = saved;
  }

  /// Creates the checkpoint of a source that has none.
  @FunctionalInterface
  interface Start {
    Checkpoint make() throws CheckpointException;
  }

  /// Loads the checkpoint of a source. If it has none, saves that of `start`.
  static CheckpointSession of(CheckpointStore store, String sourceId, Start start)
      throws CheckpointException, RunAbortedException {
    CheckpointStore.Entry entry = store.load(sourceId);
    if (entry.version() > 0) {
      return new CheckpointSession(store, entry, CheckpointReader.read(sourceId, entry.state()));
    }
    CheckpointSession session = new CheckpointSession(store, entry, start.make());
    session.write();
    return session;
  }

  Checkpoint current() {
    return current;
  }

  /// Replaces the current checkpoint, without saving it.
  void change(Checkpoint next) {
    current = next;
  }

  /// Saves the current checkpoint if it has changed.
  ///
  /// @throws RunAbortedException when another process has written it: this run may have lost its
  ///   lease, and further events would arrive twice
  void save() throws CheckpointException, RunAbortedException {
    if (!current.equals(saved)) {
      write();
    }
  }

  /// Deletes the checkpoint, unless another process has written it.
  ///
  /// @return whether it is deleted
  boolean delete() throws CheckpointException {
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
                        "another process wrote the checkpoint of %s; is another poller using the same table?"
                            .formatted(entry.sourceId())));
    saved = written;
  }
}
