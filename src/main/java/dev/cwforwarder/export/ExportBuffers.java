package dev.cwforwarder.export;

import dev.cwforwarder.export.otlp.ByteBlock;
import dev.cwforwarder.export.otlp.OtlpEncoder;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The buffers and native contexts of one export; the next export reuses them.
final class ExportBuffers<R> implements AutoCloseable {
  private final OtlpEncoder<R, ?> encoder;
  private final Compressor compressor = new Compressor();
  private final Pool<R> pool;

  private ExportBuffers(Pool<R> pool) {
    this.encoder = pool.signal.newEncoder();
    this.pool = pool;
  }

  OtlpEncoder<R, ?> encoder() {
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
  static final class Pool<R> {
    private final ConcurrentLinkedQueue<ExportBuffers<R>> idle = new ConcurrentLinkedQueue<>();
    private final Signal<R> signal;

    Pool(Signal<R> signal) {
      this.signal = signal;
    }

    Signal<R> signal() {
      return signal;
    }

    ExportBuffers<R> acquire() {
      ExportBuffers<R> buffers = idle.poll();
      return buffers == null ? new ExportBuffers<>(this) : buffers;
    }
  }
}
