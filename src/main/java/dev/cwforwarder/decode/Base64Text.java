package dev.cwforwarder.decode;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;

/// Decodes base64 text straight from an event's bytes: the JDK's decoder is an intrinsic, the JSON
/// parser's is not.
final class Base64Text {
  static final byte QUOTE = 0x22;
  private static final byte BACKSLASH = 0x5c;

  private Base64Text() {}

  /// The bytes of the text that `json` stands at.
  ///
  /// @param event what `json` parses
  /// @param name of the text, for messages
  /// @throws IllegalArgumentException when it is no base64
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

  /// Where the text that `json` stands at begins, behind its quote.
  static int startOf(JsonParser json) {
    return (int) json.currentTokenLocation().getByteOffset() + 1;
  }

  /// @throws IllegalArgumentException when that is no base64
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
