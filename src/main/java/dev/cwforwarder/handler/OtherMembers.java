package dev.cwforwarder.handler;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// The members of an event that the function has no use for. An event of EventBridge (a rule,
/// Scheduler, a test event of Lambda's console) has many; in any other event they are misspelt.
///
/// @see <a
///   href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html">Structure
///   of events</a>
final class OtherMembers {
  private static final String CLOUDTRAIL = "AWS API Call via CloudTrail";

  private String first = "";
  private String source = "";
  private String detailType = "";

  /// Skips the value of the member `name`, which is the current token of `json`.
  void skip(JsonParser json, String name) throws IOException {
    first = first.isEmpty() ? name : first;
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      source = name.equals("source") ? json.getText() : source;
      detailType = name.equals("detail-type") ? json.getText() : detailType;
    }
    json.skipChildren();
  }

  /// Whether they are of a schedule, rather than of a call to AWS that EventBridge reports.
  boolean areOfSchedule() {
    return areOfEventBridge() && !detailType.equals(CLOUDTRAIL);
  }

  /// @param expected the names of the members that the function knows
  /// @throws IllegalArgumentException naming the first unknown member, unless EventBridge sends it
  void check(String expected) {
    if (!first.isEmpty() && !areOfEventBridge()) {
      throw new IllegalArgumentException("'%s' is unknown: expected %s".formatted(first, expected));
    }
  }

  private boolean areOfEventBridge() {
    return !source.isEmpty() && !detailType.isEmpty();
  }
}
