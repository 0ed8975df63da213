package dev.cwforwarder.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/// Finds the ingestion key in what a keeper of secrets returns. Never repeats any of it.
final class KeyText {
  private static final JsonFactory JSON = new JsonFactory();

  private KeyText() {}

  /// The key that `text` is, or that its member `field` is, without one trailing line break.
  ///
  /// @param field empty when all of `text` is the key
  /// @throws IllegalArgumentException saying what is wrong with it
  static String keyIn(String text, String field) {
    String key = withoutLineBreak(field.isEmpty() ? text : member(text, field));
    if (field.isEmpty() && key.startsWith("{")) {
      throw new IllegalArgumentException(
          "it holds JSON; name the member with the key: ARN#member, for a secret");
    }
    if (key.isBlank()) {
      throw new IllegalArgumentException("it is blank");
    }
    if (key.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
      throw new IllegalArgumentException(
          "it cannot stand in a header: printable ASCII without line breaks is expected");
    }
    return key;
  }

  private static String member(String text, String field) {
    try (JsonParser json = JSON.createParser(text)) {
      return textMember(json, field)
          .orElseThrow(() -> new IllegalArgumentException("it has no text member '" + field + "'"));
    } catch (IOException _) { // its message would show a part of the secret
      throw new IllegalArgumentException("it is no JSON object, and so has no '" + field + "'");
    }
  }

  private static Optional<String> textMember(JsonParser json, String field) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return Optional.empty();
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = field.equals(json.currentName());
      if (json.nextToken() == JsonToken.VALUE_STRING && wanted) {
        return Optional.of(json.getText());
      }
      json.skipChildren();
    }
    return Optional.empty();
  }

  private static String withoutLineBreak(String text) {
    return text.replaceFirst("\\r?\\n\\z", "");
  }
}
