package dev.cwforwarder.decode;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;

/// Decodes base64 text directly from an event's bytes. The JDK's decoder is an intrinsic; the one
/// of the JSON parser is not.
final class Base64Text {
  static final byte QUOTE = 0x22;
  private static final byte BACKSLASH = 0x5c;

  private Base64Text() {}

  /// Decodes the text at the current position of `json`.
  ///
  /// @param event the bytes that `json` parses
  /// @param name name of the text, for messages
  /// @throws IllegalArgumentException when the text is not base64
  static byte[] at(byte[] event, JsonParser json, String name) throws IOException {
    int start = startOf(json);
    for (int end = start; end < event.length; end++) {
      if (event[end] == QUOTE) {
        return decode(event, start, end);
      }
      if (event[end] == BACKSLASH) { // an encoder that escapes slashes or equals signs
        return Base64.getDecoder().decode(json.getText());
      }
    }
    throw new DecodeException("event ends inside " + name);
  }

  /// The offset of the text at the current position of `json`, without its opening quote.
  static int startOf(JsonParser json) {
    return (int) json.currentTokenLocation().getByteOffset() + 1;
  }

  /// Decodes the bytes from `start` (inclusive) to `end` (exclusive).
  ///
  /// @throws IllegalArgumentException when they are not base64
  static byte[] decode(byte[] event, int start, int end) {
    ByteBuffer decoded = Base64.getDecoder().decode(ByteBuffer.wrap(event, start, end - start));
    if (decoded.remaining() == decoded.array().length) {
      return decoded.array();
    }
    byte[] bytes = new byte[decoded.remaining()];
    decoded.get(bytes);
    return bytes;
  }
}
