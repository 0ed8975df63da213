package dev.cwforwarder.local;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// The event that CloudWatch Logs sends to a subscribed Lambda function: a JSON document with the
/// log events of one stream, compressed with gzip and encoded in base64, in
/// `{"awslogs":{"data":…}}`.
public record SubscriptionEvent(
    String owner, String logGroup, String logStream, List<Entry> entries) {
  /// One log event.
  ///
  /// @param extractedFields system fields such as `@aws.account`; usually empty
  public record Entry(
      String id, long timestampMillis, String message, Map<String, String> extractedFields) {
    public Entry {
      requireNonNull(id, "id is null");
      requireNonNull(message, "message is null");
      extractedFields = Map.copyOf(extractedFields);
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TIMESTAMP_SHIFT = 144;

  public SubscriptionEvent {
    requireNonNull(owner, "owner is null");
    requireNonNull(logGroup, "logGroup is null");
    requireNonNull(logStream, "logStream is null");
    entries = List.copyOf(entries);
  }

  /// The event as the function receives it.
  public String toEvent() {
    return wrap(document());
  }

  /// The JSON document without compression.
  public String document() {
    ObjectNode document = JSON.createObjectNode().put("messageType", "DATA_MESSAGE");
    document.put("owner", owner).put("logGroup", logGroup).put("logStream", logStream);
    document.putArray("subscriptionFilters").add("clickstack");
    ArrayNode events = document.putArray("logEvents");
    for (Entry entry : entries) {
      ObjectNode event = events.addObject().put("id", entry.id());
      event.put("timestamp", entry.timestampMillis()).put("message", entry.message());
      if (!entry.extractedFields().isEmpty()) {
        ObjectNode fields = event.putObject("extractedFields");
        entry.extractedFields().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .forEach(field -> fields.put(field.getKey(), field.getValue()));
      }
    }
    return document.toString();
  }

  /// The message with which CloudWatch Logs checks whether a destination is reachable.
  public static String controlDocument() {
    ObjectNode document = JSON.createObjectNode().put("messageType", "CONTROL_MESSAGE");
    document.put("owner", "CloudwatchLogs").put("logGroup", "").put("logStream", "");
    document.putArray("subscriptionFilters");
    document
        .putArray("logEvents")
        .addObject()
        .put("id", "")
        .put("timestamp", 1_700_000_000_000L)
        .put("message", "CWL CONTROL MESSAGE: Checking health of destination Lambda.");
    return document.toString();
  }

  /// Compresses and wraps a document.
  public static String wrap(String document) {
    return envelope(gzip(document));
  }

  /// Like [#wrap], but with the gzip stream truncated in the middle.
  public static String wrapTruncated(String document) {
    byte[] whole = gzip(document);
    byte[] half = new byte[whole.length / 2];
    System.arraycopy(whole, 0, half, 0, half.length);
    return envelope(half);
  }

  /// Entries for `messages`, one millisecond apart. Their ids have CloudWatch's format, with the
  /// timestamp in the upper digits, and are the same for the same input.
  public static List<Entry> entries(
      List<String> messages, String logStream, long startMillis, Map<String, String> extracted) {
    List<Entry> entries = new ArrayList<>();
    for (String message : messages) {
      long timestamp = startMillis + entries.size();
      entries.add(
          new Entry(id(timestamp, logStream, entries.size()), timestamp, message, extracted));
    }
    return entries;
  }

  /// An id in CloudWatch's format: 56 digits.
  public static String id(long timestampMillis, String logStream, int index) {
    long low = Integer.toUnsignedLong(logStream.hashCode()) << 32 | index;
    BigInteger id = BigInteger.valueOf(timestampMillis).shiftLeft(TIMESTAMP_SHIFT);
    return "%056d".formatted(id.add(BigInteger.valueOf(low & Long.MAX_VALUE)));
  }

  private static String envelope(byte[] gzip) {
    ObjectNode event = JSON.createObjectNode();
    event.putObject("awslogs").put("data", Base64.getEncoder().encodeToString(gzip));
    return event.toString();
  }

  private static byte[] gzip(String document) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(document.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
