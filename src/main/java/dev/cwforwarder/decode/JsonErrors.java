package dev.cwforwarder.decode;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Describes problems of JSON text without quoting the text, which contains log messages of
/// customers. The parser's own exceptions quote the text, so they are never used as causes.
final class JsonErrors {
  private JsonErrors() {}

  /// @param what name of the text in the message
  static DecodeException problem(String what, IOException e) {
    return switch (e) {
      // The messages of this exception contain only limits and counts.
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
