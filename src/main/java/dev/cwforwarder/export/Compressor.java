package dev.cwforwarder.export;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.cwforwarder.export.otlp.ByteBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Compresses request bodies. A result is valid until the next call. Not thread-safe.
final class Compressor {
  private static final int ZSTD_LEVEL = 1;

  /// For up to 16 KB, zstd would use a table of 128 KB, which exceeds the fastest cache of a
  /// processor. This one has 32 KB, as zstd's own for the next larger sizes (docs/decisions/0036).
  private static final int SMALL_BYTES = 16 * 1024;

  private static final int SMALL_HASH_LOG = 13;
  private static final int DEFAULT_HASH_LOG = 0;

  private final ByteBlock compressed = new ByteBlock(0);
  private @Nullable ZstdCompressCtx zstd;

  /// Why Zstandard is unavailable: there is no native library for this platform, or it could not be
  /// unpacked. Null if it is available.
  static @Nullable String zstdProblem() {
    return ZstdLibrary.PROBLEM;
  }

  /// The compressed body; `raw` itself for [Compression#NONE].
  ByteBlock compress(ByteBlock raw, Compression compression) {
    return switch (compression) {
      case NONE -> raw;
      case GZIP -> gzip(raw);
      case ZSTD -> zstd(raw);
    };
  }

  private ByteBlock zstd(ByteBlock raw) {
    if (zstd == null) {
      zstd = new ZstdCompressCtx().setLevel(ZSTD_LEVEL);
    }
    zstd.setHashLog(raw.length() <= SMALL_BYTES ? SMALL_HASH_LOG : DEFAULT_HASH_LOG);
    compressed.clear((int) Zstd.compressBound(raw.length()));
    byte[] target = compressed.array();
    compressed.setLength(
        zstd.compressByteArray(target, 0, target.length, raw.array(), 0, raw.length()));
    return compressed;
  }

  private ByteBlock gzip(ByteBlock raw) {
    compressed.clear(raw.length() / 2);
    try (GZIPOutputStream gzip = new FastGzip(compressed)) {
      gzip.write(raw.array(), 0, raw.length());
    } catch (IOException e) {
      throw new UncheckedIOException("gzip into memory failed", e);
    }
    return compressed;
  }

  /// Gzip level 1. Level 6, the default, takes two to three times the CPU time for a sixth fewer
  /// bytes.
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(ByteBlock target) throws IOException {
      super(target, 8 * 1024);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
