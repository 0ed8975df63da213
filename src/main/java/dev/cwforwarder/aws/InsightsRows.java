package dev.cwforwarder.aws;

import dev.cwforwarder.poll.PollSource;
import dev.cwforwarder.poll.PolledEvent;
import dev.cwforwarder.poll.StreamFilter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResultField;

/// Converts a query's rows to events. CloudWatch returns no event ids here, so an id is a hash of
/// the event's source, times and message. Identical events are numbered, so that their ids differ.
final class InsightsRows {
  private static final String PTR = "@ptr";

  private InsightsRows() {}

  private record Row(String stream, long timestamp, long ingestion, String message, String ptr) {}

  /// The events, sorted by timestamp.
  static List<PolledEvent> events(PollSource source, List<List<ResultField>> results) {
    List<Row> rows = rows(source, results);
    rows.sort(
        Comparator.comparingLong(Row::timestamp)
            .thenComparingLong(Row::ingestion)
            .thenComparing(Row::stream)
            .thenComparing(Row::message));
    Map<String, Integer> identical = new HashMap<>();
    List<PolledEvent> events = new ArrayList<>();
    for (Row row : rows) {
      if (inScope(source, row.stream())) {
        events.add(event(source, row, identical));
      }
    }
    return events;
  }

  /// The highest timestamp.
  static long lastMillis(PollSource source, List<List<ResultField>> results) {
    return rows(source, results).stream().mapToLong(Row::timestamp).max().orElse(0);
  }

  /// The query language has no "starts with" for arbitrary text, so the query selects more streams.
  private static boolean inScope(PollSource source, String stream) {
    return !(source.streams() instanceof StreamFilter.Prefix prefix)
        || stream.startsWith(prefix.prefix());
  }

  private static List<Row> rows(PollSource source, List<List<ResultField>> results) {
    List<Row> rows = new ArrayList<>();
    for (List<ResultField> result : results) {
      Map<String, String> fields = new HashMap<>();
      result.forEach(field -> fields.put(field.field(), field.value()));
      rows.add(row(source, fields));
    }
    return rows;
  }

  private static Row row(PollSource source, Map<String, String> fields) {
    String timestamp = fields.get("ts");
    if (timestamp == null) {
      throw new IllegalArgumentException(
          "a row of a query on %s has no timestamp".formatted(source.group().name()));
    }
    String ingestion = fields.get("it");
    return new Row(
        fields.getOrDefault("@logStream", ""),
        millis(timestamp),
        ingestion == null || ingestion.isEmpty() ? PolledEvent.UNKNOWN : millis(ingestion),
        fields.getOrDefault("@message", ""),
        fields.getOrDefault(PTR, ""));
  }

  /// Numbers are text, sometimes with a fraction or an exponent.
  private static long millis(String number) {
    return new BigDecimal(number).longValue();
  }

  private static PolledEvent event(PollSource source, Row row, Map<String, Integer> identical) {
    String content = hash(source, row, 0);
    int ordinal = identical.merge(content, 1, Integer::sum) - 1;
    return new PolledEvent(
        ordinal == 0 ? content : hash(source, row, ordinal),
        row.stream(),
        row.timestamp(),
        row.ingestion(),
        row.message(),
        row.ptr().isEmpty() ? Map.of() : Map.of(PTR, row.ptr()));
  }

  private static String hash(PollSource source, Row row, int ordinal) {
    MessageDigest sha = sha256();
    for (String part :
        List.of(
            source.group().account(),
            source.group().region(),
            source.group().name(),
            row.stream(),
            row.message())) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      sha.update(bytes);
    }
    sha.update(
        ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
            .putLong(row.timestamp())
            .putLong(row.ingestion())
            .putInt(ordinal)
            .flip());
    return HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
