package dev.cwforwarder.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.cwforwarder.bench.MixedPayload;
import dev.cwforwarder.decode.AwsLogsEnvelope;
import dev.cwforwarder.decode.DecodeException;
import dev.cwforwarder.decode.SubscriptionDecoder;
import dev.cwforwarder.export.otlp.ByteBlock;
import dev.cwforwarder.export.otlp.OtlpEncoder;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.testing.Records;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What compressed requests contain, and how many bytes they have.
final class RequestSizeTest {
  private static final int MAX_INFLATED_BYTES = 16 * 1024 * 1024;

  private final Compressor compressor = new Compressor();

  /// One to two per cent more than what the payloads of the benchmark take, because another version
  /// of zstd may choose differently. docs/performance.md has the figures.
  @ParameterizedTest
  @CsvSource({"1, 650", "20, 2525", "100, 7900", "3400, 225280"})
  void requestsAreSmall(int events, int maxBytes) throws DecodeException {
    for (int seed = 1; seed <= 3; seed++) {
      ByteBlock request = encoded(MixedPayload.event(seed, events));

      assertThat(compressor.compress(request, Compression.ZSTD).length())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(maxBytes);
    }
  }

  @Test
  void bodiesOfAnySizeAreRestoredInAnyOrder() {
    Random random = new Random(1);
    int[] sizes = {0, 1, 200, 16_383, 16_384, 16_385, 131_072, 131_073, 1_000_000};
    for (int i = 0; i < 100; i++) {
      byte[] raw = new byte[sizes[random.nextInt(sizes.length)]];
      for (int at = 0; at < raw.length; at++) {
        raw[at] = (byte) (at / 3 % 50 + random.nextInt(2));
      }
      ByteBlock block = new ByteBlock(raw.length);
      block.write(raw, 0, raw.length);

      byte[] compressed = compressor.compress(block, Compression.ZSTD).toByteArray();

      assertThat(Zstd.decompress(compressed, raw.length)).isEqualTo(raw);
    }
  }

  private static ByteBlock encoded(String event) throws DecodeException {
    OtlpEncoder<LogRecordData, LogRecordData> encoder = OtlpEncoder.ofLogs();
    List<LogBatch> batches =
        new SubscriptionDecoder("us-east-1", MAX_INFLATED_BYTES)
            .decode(AwsLogsEnvelope.data(event.getBytes(UTF_8)));
    Instant received = Instant.parse("2026-01-01T00:05:00.123456789Z");
    encoder.encode(Records.mapper().map(batches.getFirst(), received), Integer.MAX_VALUE);
    return encoder.encoded();
  }
}
