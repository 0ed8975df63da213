package dev.cwforwarder.export;

import dev.cwforwarder.export.otlp.ByteBlock;
import dev.cwforwarder.export.otlp.OtlpEncoder;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The buffers and native contexts of one export; the next export reuses them.
final class ExportBuffers implements AutoCloseable {
  private final OtlpEncoder encoder = new OtlpEncoder();
  private final Compressor compressor = new Compressor();
  private final Pool pool;

  private ExportBuffers(Pool pool) {
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

  /// Grows to as many buffers as exports have run at the same time. Thread-safe.
  static final class Pool {
    private final ConcurrentLinkedQueue<ExportBuffers> idle = new ConcurrentLinkedQueue<>();

    ExportBuffers acquire() {
      ExportBuffers buffers = idle.poll();
      return buffers == null ? new ExportBuffers(this) : buffers;
    }
  }
}
