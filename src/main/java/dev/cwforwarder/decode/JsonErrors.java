package dev.cwforwarder.decode;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Says what is wrong with a JSON text without quoting it: it holds customers' messages. The
/// parser's own exceptions do quote, so they do not become causes.
final class JsonErrors {
  private JsonErrors() {}

  /// @param what the text, as the message calls it
  static DecodeException problem(String what, IOException e) {
    return switch (e) {
      // Its messages name limits and counts only.
      case StreamConstraintsException limit ->
          new DecodeException(
              "%s exceeds a limit: %s%s"
                  .formatted(what, limit.getOriginalMessage(), at(limit.getLocation())));
      case JsonProcessingException syntax ->
          new DecodeException(what + " is not JSON: malformed" + at(syntax.getLocation()));
      default -> new DecodeException(what + " is not JSON: " + e.getMessage(), e);
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
