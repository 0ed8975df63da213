package dev.cwforwarder.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/// Creates data that CloudWatch Logs sends to a subscription: events, a document with them, the
/// compressed payload, the event of the invocation. The same arguments always give the same bytes.
public final class Payloads {
  /// The default source of events.
  public static final LogSource SOURCE =
      new LogSource("123456789012", "eu-central-1", "/app/web", "web-1");

  /// The timestamp of the first of [#events].
  public static final long FIRST_MILLIS = 1_764_000_000_000L;

  private static final ObjectMapper JSON = new ObjectMapper();

  private Payloads() {}

  /// Events 0 to `count` - 1, one millisecond apart.
  public static List<LogEvent> events(int count) {
    return IntStream.range(0, count).mapToObj(Payloads::event).toList();
  }

  /// Event number `index` of [#events].
  public static LogEvent event(int index) {
    return event(index, "message " + index);
  }

  /// Event number `index` with another text.
  public static LogEvent event(int index, String message) {
    return new LogEvent(uid(index), FIRST_MILLIS + index, message);
  }

  /// The id of event number `index`: 56 digits, as in CloudWatch.
  public static String uid(int index) {
    return "3961".repeat(12) + String.format("%08d", index);
  }

  /// The ids of events 0 to `count` - 1.
  public static List<String> uids(int count) {
    return IntStream.range(0, count).mapToObj(Payloads::uid).toList();
  }

  /// A `DATA_MESSAGE`. It does not contain the Region, since CloudWatch does not send it.
  public static ObjectNode document(LogSource source, List<LogEvent> events) {
    ObjectNode document = frame("DATA_MESSAGE", source);
    ArrayNode array = document.putArray("logEvents");
    for (LogEvent event : events) {
      ObjectNode object = array.addObject();
      object.put("id", event.id());
      object.put("timestamp", event.timestampMillis());
      object.put("message", event.message());
      if (!event.extractedFields().isEmpty()) {
        ObjectNode fields = object.putObject("extractedFields");
        event.extractedFields().forEach(fields::put);
      }
    }
    return document;
  }

  /// The message with which CloudWatch tests a new subscription.
  public static ObjectNode controlMessage() {
    ObjectNode document = frame("CONTROL_MESSAGE", new LogSource("CloudwatchLogs", "", "", ""));
    ObjectNode event = document.putArray("logEvents").addObject();
    event.put("id", "");
    event.put("timestamp", FIRST_MILLIS);
    event.put("message", "CWL CONTROL MESSAGE: Checking health of destination Lambda function");
    return document;
  }

  /// One gzip member with all `documents`, one per line.
  public static byte[] gzip(JsonNode... documents) {
    return gzip(Arrays.stream(documents).map(JsonNode::toString).collect(Collectors.joining("\n")));
  }

  /// One gzip member with `text` in UTF-8.
  public static byte[] gzip(String text) {
    return gzip(text.getBytes(StandardCharsets.UTF_8));
  }

  /// One gzip member.
  public static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// The concatenation of `parts`, for several gzip members or trailing garbage.
  public static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  /// The event of an invocation: `{"awslogs":{"data":"..."}}`.
  public static byte[] envelope(byte[] gzipped) {
    ObjectNode event = JSON.createObjectNode();
    event.putObject("awslogs").put("data", Base64.getEncoder().encodeToString(gzipped));
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// The event of an invocation with `events` of `source`.
  public static byte[] invocation(LogSource source, List<LogEvent> events) {
    return envelope(gzip(document(source, events)));
  }

  private static ObjectNode frame(String messageType, LogSource source) {
    ObjectNode document = JSON.createObjectNode();
    document.put("messageType", messageType);
    document.put("owner", source.account());
    document.put("logGroup", source.logGroup());
    document.put("logStream", source.logStream());
    document.putArray("subscriptionFilters").add("clickstack");
    return document;
  }
}
