package dev.cwforwarder.decode;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Says what is wrong with a JSON text without quoting it: it holds customers' messages.
final class JsonErrors {
  private JsonErrors() {}

  static String describe(IOException e) {
    return switch (e) {
      // Its messages name limits and counts only.
      case StreamConstraintsException limit -> limit.getOriginalMessage() + at(limit.getLocation());
      case JsonProcessingException syntax -> "malformed" + at(syntax.getLocation());
      default -> String.valueOf(e.getMessage());
    };
  }

  @SuppressWarnings("ReferenceEquality") // a marker object, not a value
  private static String at(@Nullable JsonLocation location) {
    if (location == null || location == JsonLocation.NA) {
      return "";
    }
    long offset = Math.max(location.getByteOffset(), location.getCharOffset());
    return offset < 0 ? "" : " at offset " + offset;
  }
}
