package dev.cwforwarder.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The event of the subscribe function: `{}` or any event of EventBridge for all log groups,
/// `{"group":"/aws/x"}` for one, `{"plan":true}` for a plan without changes; or CloudTrail's event
/// for `CreateLogGroup`.
///
/// @param group the whole name of a log group; empty: all
/// @param plan whether to change nothing
/// @param isNothing whether CloudTrail's event names no log group, because the call was refused:
///   there is nothing to do
record SubscribeEvent(String group, boolean plan, boolean isNothing) {
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
    boolean plan = false;
    @Nullable JsonToken detail = null;
    OtherMembers others = new OtherMembers();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "group" -> group = text(json, name, value);
        case "plan" -> plan = flag(json, name, value);
        case "detail" -> {
          detail = value;
          group = value == JsonToken.START_OBJECT ? created(json) : "";
        }
        default -> others.skip(json, name);
      }
    }
    if (detail == null) {
      others.check("group or plan");
    } else if (group.isEmpty() && !others.areOfSchedule()) {
      check("detail", detail == JsonToken.START_OBJECT, "an object");
      return new SubscribeEvent(group, plan, true);
    }
    return new SubscribeEvent(group, plan, false);
  }

  /// `detail.requestParameters.logGroupName`; empty if there is none.
  private static String created(JsonParser json) throws IOException {
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
