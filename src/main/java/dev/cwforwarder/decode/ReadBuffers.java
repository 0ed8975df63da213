package dev.cwforwarder.decode;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;

/// Gives the JSON parser a buffer of 256 KB instead of 8 KB to read a payload into, one for each
/// thread. zlib inflates faster into a large buffer: it copies the end of each part, and finds
/// repeated text in the copy instead of the buffer itself. A [java.io.BufferedInputStream] would
/// allocate its buffer for each payload, which takes longer than parsing 20 events.
@SuppressWarnings("serial") // never serialized
final class ReadBuffers extends RecyclerPool.ThreadLocalPoolBase<BufferRecycler> {
  /// A quarter of a payload of 3,400 events. A larger buffer saves no more.
  static final int BYTES = 256 * 1024;

  private static final ThreadLocal<BufferRecycler> OF_THREAD = new ThreadLocal<>();

  @Override
  public BufferRecycler acquirePooled() {
    BufferRecycler buffers = OF_THREAD.get();
    if (buffers == null) {
      buffers = new LargeReads();
      OF_THREAD.set(buffers);
    }
    return buffers;
  }

  private static final class LargeReads extends BufferRecycler {
    @Override
    protected int byteBufferLength(int kind) {
      return kind == BYTE_READ_IO_BUFFER ? BYTES : super.byteBufferLength(kind);
    }
  }
}
