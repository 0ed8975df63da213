package dev.cwforwarder.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.cwforwarder.config.PastTime;
import dev.cwforwarder.poll.PollPlan;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The event of a poll: `{}` or any event of EventBridge from a schedule, `{"shard": 0, "of": 3}`
/// for a share of the sources, or `{"backfill": {"group": "…", "from": "7d", "to": "…",
/// "includeExpired": true}}` from an operator.
///
/// @param requested the requested backfill; null for none
record PollEvent(PollPlan.Shard shard, @Nullable Backfill requested) {
  /// A range of a log group to deliver again.
  ///
  /// @param to exclusive
  /// @param includeExpired whether to deliver what ClickStack will soon delete
  record Backfill(String group, Instant from, Instant to, boolean includeExpired) {}

  Optional<Backfill> backfill() {
    return Optional.ofNullable(requested);
  }

  /// @param now the default end of a backfill; ages are subtracted from it
  /// @throws IllegalArgumentException naming the unexpected member
  static PollEvent parse(byte[] event, Instant now) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(event)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("the event is not a JSON object; send {} to poll");
      }
      return read(json, now);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the event is not JSON", e);
    }
  }

  private static PollEvent read(JsonParser json, Instant now) throws IOException {
    int shard = 0;
    int of = 1;
    Backfill backfill = null;
    OtherMembers others = new OtherMembers();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "shard" -> shard = number(json, name, value);
        case "of" -> of = number(json, name, value);
        case "backfill" -> backfill = backfill(json, value, now);
        default -> others.skip(json, name);
      }
    }
    others.check("shard, of or backfill");
    return new PollEvent(new PollPlan.Shard(shard, of), backfill);
  }

  private static Backfill backfill(JsonParser json, JsonToken value, Instant now)
      throws IOException {
    check("backfill", value == JsonToken.START_OBJECT, "an object");
    Map<String, String> members = new HashMap<>();
    boolean includeExpired = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (name.equals("includeExpired")) {
        includeExpired = flag(json.nextToken());
        continue;
      }
      check(
          "backfill." + name,
          name.equals("group") || name.equals("from") || name.equals("to"),
          "group, from or to, or includeExpired");
      check("backfill." + name, json.nextToken() == JsonToken.VALUE_STRING, "text");
      members.put(name, json.getText());
    }
    String group = members.getOrDefault("group", "");
    check("backfill.group", !group.isEmpty(), "the name of a log group");
    return new Backfill(
        group,
        time("from", members.getOrDefault("from", ""), now),
        time("to", members.getOrDefault("to", "0s"), now),
        includeExpired);
  }

  private static Instant time(String name, String text, Instant now) {
    try {
      return PastTime.parse(text).from(now);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("backfill.%s: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static boolean flag(JsonToken value) {
    check("backfill.includeExpired", value.isBoolean(), "true or false");
    return value == JsonToken.VALUE_TRUE;
  }

  private static int number(JsonParser json, String name, JsonToken value) throws IOException {
    check(name, value == JsonToken.VALUE_NUMBER_INT, "a whole number");
    return json.getIntValue();
  }

  private static void check(String name, boolean holds, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("%s: expected %s".formatted(name, expected));
    }
  }
}
