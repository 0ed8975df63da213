package dev.cwforwarder.testing;

import dev.cwforwarder.map.RecordMapper;
import dev.cwforwarder.map.ResourceMapper;
import dev.cwforwarder.map.content.ContentOptions;
import dev.cwforwarder.map.content.ContentReader;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Deterministic batches and records: event number n has the id `id-n`.
public final class Records {
  public static final LogSource SOURCE =
      new LogSource("111122223333", "eu-central-1", "/aws/lambda/orders", "stream");

  private static final RecordMapper MAPPER =
      new RecordMapper(
          new ResourceMapper(Map.of(), ""),
          new ContentReader(ContentOptions.DEFAULT),
          InstrumentationScopeInfo.create("test"));

  private Records() {}

  /// A mapper without configured attributes.
  public static RecordMapper mapper() {
    return MAPPER;
  }

  public static LogBatch batch(int events) {
    return batch(IntStream.range(0, events).mapToObj(n -> "message " + n).toList());
  }

  public static LogBatch batch(List<String> messages) {
    return new LogBatch(
        SOURCE,
        IntStream.range(0, messages.size())
            .mapToObj(n -> new LogEvent("id-" + n, 1_000L + n, messages.get(n)))
            .toList());
  }

  public static List<LogRecordData> records(int count) {
    return MAPPER.map(batch(count), Instant.EPOCH);
  }

  /// One record with this message.
  public static List<LogRecordData> record(String message) {
    return MAPPER.map(batch(List.of(message)), Instant.EPOCH);
  }

  public static List<String> uids(int count) {
    return IntStream.range(0, count).mapToObj(n -> "id-" + n).toList();
  }
}
