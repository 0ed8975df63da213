package dev.cwforwarder.local;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Converts a file into subscription events. It accepts:
/// - a subscription event, which is passed on unchanged, even if its data is damaged: the function
///   must handle such events;
/// - the decoded document of a subscription event (`messageType`), which is wrapped;
/// - the output of `aws logs filter-log-events` or `get-log-events`: one event per stream;
/// - any other text: one log event per line; requires a log group.
public record EventFile(Path file, String logGroup, String logStream, String account) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int MAX_ENTRIES = 5_000;
  private static final String EXPECTED =
      "; expected {\"awslogs\":{\"data\":…}}, {\"messageType\":…}, {\"events\":[…]} as of"
          + " `aws logs filter-log-events`, or text with --log-group";

  /// The events for the function, in the order of the file.
  public List<String> payloads() throws InputException {
    String text = read();
    String start = text.stripLeading();
    if (!start.startsWith("{") || looksLikeLines(start)) {
      return fromText(text);
    }
    JsonNode json = parse(text, EXPECTED);
    if (json.has("awslogs") || json.has("Records")) {
      return List.of(json.toString());
    }
    if (json.has("messageType")) {
      return List.of(SubscriptionEvent.wrap(json.toString()));
    }
    if (json.path("events").isArray()) {
      return fromEvents(json.path("events"));
    }
    return fromText(text);
  }

  /// The event for a function that does not read subscription events, unchanged.
  public String unchanged() throws InputException {
    String text = read();
    parse(text, "; expected one JSON value: Lambda accepts no other event");
    if (!logGroup.isEmpty()) {
      throw new InputException("--log-group is only for the function of subscriptions");
    }
    return text;
  }

  private String read() throws InputException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new InputException(file + " is not UTF-8 text" + EXPECTED);
    } catch (IOException e) {
      throw new InputException("cannot read " + file + ": " + e);
    }
  }

  /// Whether the text is JSON lines: the first line alone is a complete JSON object.
  private static boolean looksLikeLines(String text) {
    int end = text.indexOf('\n');
    if (end < 0 || text.substring(end).isBlank()) {
      return false;
    }
    try {
      return JSON.readTree(text.substring(0, end)).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private JsonNode parse(String text, String expected) throws InputException {
    try {
      JsonNode json = JSON.readTree(text);
      if (json.isMissingNode()) {
        throw new InputException(file + " is empty" + expected);
      }
      return json;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new InputException(
          file + " is not valid JSON" + where + ": " + e.getOriginalMessage() + expected);
    }
  }

  private List<String> fromText(String text) throws InputException {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      throw new InputException(file + " is empty" + EXPECTED);
    }
    if (logGroup.isEmpty()) {
      throw new InputException(file + " contains no log group" + EXPECTED);
    }
    String stream = streamOr("local");
    List<SubscriptionEvent.Entry> entries =
        SubscriptionEvent.entries(lines, stream, System.currentTimeMillis(), Map.of());
    return events(logGroup, stream, entries);
  }

  private List<String> fromEvents(JsonNode events) throws InputException {
    Map<String, List<SubscriptionEvent.Entry>> streams = new LinkedHashMap<>();
    for (JsonNode event : events) {
      String stream = event.path("logStreamName").asText(streamOr("local"));
      List<SubscriptionEvent.Entry> entries =
          streams.computeIfAbsent(stream, _ -> new ArrayList<>());
      entries.add(entry(event, stream, entries.size()));
    }
    if (streams.isEmpty()) {
      throw new InputException(file + ": \"events\" is empty; nothing to send");
    }
    String group = logGroup.isEmpty() ? "/local/" + file.getFileName() : logGroup;
    List<String> payloads = new ArrayList<>();
    streams.forEach((stream, entries) -> payloads.addAll(events(group, stream, entries)));
    return payloads;
  }

  private SubscriptionEvent.Entry entry(JsonNode event, String stream, int index)
      throws InputException {
    if (!event.path("timestamp").isIntegralNumber() || !event.path("message").isTextual()) {
      throw new InputException(
          file
              + ": event "
              + index
              + " of stream "
              + stream
              + " requires a number \"timestamp\" and a string \"message\"");
    }
    long timestamp = event.path("timestamp").longValue();
    String id = event.path("eventId").asText(SubscriptionEvent.id(timestamp, stream, index));
    return new SubscriptionEvent.Entry(id, timestamp, event.path("message").asText(), Map.of());
  }

  private String streamOr(String absent) {
    return logStream.isEmpty() ? absent : logStream;
  }

  private List<String> events(String group, String stream, List<SubscriptionEvent.Entry> entries) {
    List<String> payloads = new ArrayList<>();
    for (int from = 0; from < entries.size(); from += MAX_ENTRIES) {
      List<SubscriptionEvent.Entry> part =
          entries.subList(from, Math.min(entries.size(), from + MAX_ENTRIES));
      payloads.add(new SubscriptionEvent(account, group, stream, part).toEvent());
    }
    return payloads;
  }
}
