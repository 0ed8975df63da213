package dev.cwforwarder.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.cwforwarder.replay.Folder;
import dev.cwforwarder.replay.ReplayRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Set;

/// The event of a replay: `{}` or any event of EventBridge from a schedule, or a selection from an
/// operator.
///
/// `{"folders":["quarantine"],"prefix":"…","group":"…","from":"2026-01-01T00:00:00Z","to":"…",
/// "limit":100,"dryRun":true}`. Every member is optional.
record ReplayEvent(ReplayRequest request, boolean dryRun) {
  /// @param disposal `REPLAY_DISPOSAL`
  /// @throws IllegalArgumentException naming the unexpected member
  static ReplayEvent parse(byte[] event, ReplayRequest.Disposal disposal) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(event)) {
      return new Reader(json).read(disposal);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the event is not JSON", e);
    }
  }

  private static final class Reader {
    private final JsonParser json;
    private Set<Folder> folders = ReplayRequest.ALL_UNDELIVERED.folders();
    private String prefix = "";
    private String group = "";
    private Instant from = Instant.MIN;
    private Instant to = Instant.MAX;
    private long limit = Long.MAX_VALUE;
    private boolean dryRun;
    private final OtherMembers others = new OtherMembers();

    Reader(JsonParser json) {
      this.json = json;
    }

    ReplayEvent read(ReplayRequest.Disposal disposal) throws IOException {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("the event is not a JSON object; send {} to replay all");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        member(json.currentName(), json.nextToken());
      }
      others.check("folders, prefix, group, from, to, limit or dryRun");
      return new ReplayEvent(
          new ReplayRequest(folders, prefix, group, from, to, limit, disposal), dryRun);
    }

    private void member(String name, JsonToken value) throws IOException {
      switch (name) {
        case "folders" -> folders = folders(value);
        case "prefix" -> prefix = text(name, value);
        case "group" -> group = text(name, value);
        case "from" -> from = time(name, value);
        case "to" -> to = time(name, value);
        case "limit" -> {
          check(name, value == JsonToken.VALUE_NUMBER_INT, "a whole number");
          limit = json.getLongValue();
        }
        case "dryRun" -> {
          check(name, value.isBoolean(), "true or false");
          dryRun = value == JsonToken.VALUE_TRUE;
        }
        default -> others.skip(json, name);
      }
    }

    private Set<Folder> folders(JsonToken value) throws IOException {
      check("folders", value == JsonToken.START_ARRAY, "a list of names");
      Set<Folder> named = EnumSet.noneOf(Folder.class);
      for (JsonToken next = json.nextToken();
          next != JsonToken.END_ARRAY;
          next = json.nextToken()) {
        named.add(Folder.of(text("folders", next)));
      }
      return named;
    }

    private Instant time(String name, JsonToken value) throws IOException {
      String text = text(name, value);
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(
            "%s: expected a time like 2026-01-31T00:00:00Z, got '%s'".formatted(name, text), e);
      }
    }

    private String text(String name, JsonToken value) throws IOException {
      check(name, value == JsonToken.VALUE_STRING, "text");
      return json.getText();
    }

    private static void check(String name, boolean holds, String expected) {
      if (!holds) {
        throw new IllegalArgumentException("%s: expected %s".formatted(name, expected));
      }
    }
  }
}
