package dev.cwforwarder.export;

import java.util.concurrent.ConcurrentLinkedQueue;

/// The buffers and native contexts of one export, used again by the next.
final class Workspace implements AutoCloseable {
  private final OtlpEncoder encoder = new OtlpEncoder();
  private final Compressor compressor = new Compressor();
  private final Pool pool;

  private Workspace(Pool pool) {
    this.pool = pool;
  }

  OtlpEncoder encoder() {
    return encoder;
  }

  /// The last encoded request, compressed.
  ByteBlock compressed(Compression compression) {
    return compressor.compress(encoder.encoded(), compression);
  }

  @Override
  public void close() {
    pool.idle.add(this);
  }

  /// As many workspaces as there have been exports at the same time. Thread-safe.
  static final class Pool {
    private final ConcurrentLinkedQueue<Workspace> idle = new ConcurrentLinkedQueue<>();

    Workspace take() {
      Workspace workspace = idle.poll();
      return workspace == null ? new Workspace(this) : workspace;
    }
  }
}
