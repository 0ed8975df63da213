package dev.cwforwarder.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// The event of the subscribe function: `{}` for all log groups, `{"group":"/aws/x"}` for one,
/// `{"plan":true}` for a plan without changes; or CloudTrail's event for `CreateLogGroup`.
///
/// @param group the whole name of a log group; empty: all
/// @param plan whether to change nothing
record SubscribeEvent(String group, boolean plan) {
  /// @throws IllegalArgumentException stating what was expected
  static SubscribeEvent parse(byte[] event) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(event)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("the event is not a JSON object; send {} to subscribe");
      }
      return read(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the event is not JSON", e);
    }
  }

  private static SubscribeEvent read(JsonParser json) throws IOException {
    String group = "";
    String unknown = "";
    boolean plan = false;
    boolean trail = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "group" -> group = text(json, name, value);
        case "plan" -> plan = flag(json, name, value);
        case "detail" -> {
          trail = true;
          group = created(json, value);
        }
        default -> {
          unknown = name;
          json.skipChildren();
        }
      }
    }
    if (!trail && !unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "'%s' is unknown: expected group or plan".formatted(unknown));
    }
    return new SubscribeEvent(group, plan);
  }

  /// `detail.requestParameters.logGroupName`.
  private static String created(JsonParser json, JsonToken detail) throws IOException {
    check("detail", detail == JsonToken.START_OBJECT, "an object");
    String group = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("requestParameters") && value == JsonToken.START_OBJECT) {
        group = name(json);
      } else {
        json.skipChildren();
      }
    }
    check("detail.requestParameters.logGroupName", !group.isEmpty(), "the name of a log group");
    return group;
  }

  private static String name(JsonParser json) throws IOException {
    String group = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("logGroupName") && value == JsonToken.VALUE_STRING) {
        group = json.getText();
      } else {
        json.skipChildren();
      }
    }
    return group;
  }

  private static String text(JsonParser json, String name, JsonToken value) throws IOException {
    check(name, value == JsonToken.VALUE_STRING && !json.getText().isEmpty(), "a log group's name");
    return json.getText();
  }

  private static boolean flag(JsonParser json, String name, JsonToken value) throws IOException {
    check(name, value.isBoolean(), "true or false");
    return json.getBooleanValue();
  }

  private static void check(String name, boolean holds, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("%s: expected %s".formatted(name, expected));
    }
  }
}
