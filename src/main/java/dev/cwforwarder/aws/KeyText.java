package dev.cwforwarder.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/// Extracts the ingestion key from the text of a secret or parameter. Error messages never contain
/// any of it.
final class KeyText {
  private static final JsonFactory JSON = new JsonFactory();

  private KeyText() {}

  /// The key: `text`, or its JSON member `field`, without one trailing line break.
  ///
  /// @param field empty if all of `text` is the key
  /// @throws IllegalArgumentException naming the problem
  static String keyIn(String text, String field) {
    String key = withoutLineBreak(field.isEmpty() ? text : member(text, field));
    if (field.isEmpty() && key.startsWith("{")) {
      throw new IllegalArgumentException(
          "it holds JSON; for a secret, name the member that contains the key: ARN#member");
    }
    if (key.isBlank()) {
      throw new IllegalArgumentException("it is blank");
    }
    if (key.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
      throw new IllegalArgumentException(
          "it is not valid in an HTTP header: expected printable ASCII without line breaks");
    }
    return key;
  }

  private static String member(String text, String field) {
    try (JsonParser json = JSON.createParser(text)) {
      return textMember(json, field)
          .orElseThrow(
              () -> new IllegalArgumentException("it has no string member '" + field + "'"));
    } catch (IOException _) { // its message would contain a part of the secret
      throw new IllegalArgumentException(
          "it is not a JSON object, so it has no member '" + field + "'");
    }
  }

  private static Optional<String> textMember(JsonParser json, String field) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return Optional.empty();
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean matches = field.equals(json.currentName());
      if (json.nextToken() == JsonToken.VALUE_STRING && matches) {
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
