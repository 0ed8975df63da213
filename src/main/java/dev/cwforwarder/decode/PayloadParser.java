package dev.cwforwarder.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Jackson's parser with a faster way to read a text in ASCII. Jackson collects the characters of a
/// text, which become bytes again in the string; this parser copies the bytes between the escapes.
/// Jackson reads every text with other characters, with control characters, with hexadecimal
/// escapes, with [#MAX_LENGTH] bytes or more, and one that continues behind the buffer.
final class PayloadParser extends UTF8StreamJsonParser {
  static final int MAX_LENGTH = 4000;

  private static final boolean[] PLAIN = new boolean[256];
  private static final byte[] UNESCAPED = new byte[256];

  static {
    Arrays.fill(PLAIN, ' ', 128, true);
    PLAIN['"'] = false;
    PLAIN['\\'] = false;
    String letters = "\"\\/bfnrt";
    String meanings = "\"\\/\b\f\n\r\t";
    for (int i = 0; i < letters.length(); i++) {
      UNESCAPED[letters.charAt(i)] = (byte) meanings.charAt(i);
    }
  }

  private final byte[] text = new byte[MAX_LENGTH];

  /// @param start what has been read of `in`
  private PayloadParser(
      IOContext context, int features, byte[] start, InputStream in, ByteQuadsCanonicalizer names) {
    super(context, features, in, null, names, context.allocReadIOBuffer(), 0, 0, 0, true);
    System.arraycopy(start, 0, _inputBuffer, 0, start.length);
    _inputEnd = start.length;
  }

  @Override
  protected String _finishAndReturnString() throws IOException {
    String ascii = ascii();
    return ascii == null ? super._finishAndReturnString() : ascii;
  }

  /// Reads the text at the current position; null, without moving, if Jackson has to read it.
  private @Nullable String ascii() throws IOException {
    int from = _inputPtr;
    int end = Math.min(_inputEnd, from + MAX_LENGTH);
    int length = 0;
    while (true) {
      int at = plainEnd(_inputBuffer, from, end);
      System.arraycopy(_inputBuffer, from, text, length, at - from);
      length += at - from;
      if (at < end && _inputBuffer[at] == '"') {
        _inputPtr = at + 1;
        String ascii = new String(text, 0, length, StandardCharsets.ISO_8859_1);
        _textBuffer.resetWithString(ascii);
        return ascii;
      }
      boolean isEscape = at + 1 < end && _inputBuffer[at] == '\\';
      byte meant = isEscape ? UNESCAPED[Byte.toUnsignedInt(_inputBuffer[at + 1])] : 0;
      if (meant == 0) {
        return null;
      }
      text[length++] = meant;
      from = at + 2;
    }
  }

  private static int plainEnd(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && PLAIN[bytes[at] & 0xff]) {
      at++;
    }
    return at;
  }

  /// Creates the parsers of payloads in UTF-8; Jackson's own for those in other encodings.
  @SuppressWarnings("serial") // never serialized
  static final class Factory extends JsonFactory {
    /// JSON starts with two characters of ASCII, so a zero or a negative byte is another encoding.
    private static final int START_BYTES = 2;

    Factory(JsonFactoryBuilder options) {
      super(options);
    }

    @Override
    protected JsonParser _createParser(InputStream in, IOContext context) throws IOException {
      byte[] start = in.readNBytes(START_BYTES);
      boolean isUtf8 = start.length == START_BYTES && start[0] > 0 && start[1] > 0;
      return isUtf8
          ? new PayloadParser(
              context,
              _parserFeatures,
              start,
              in,
              _byteSymbolCanonicalizer.makeChild(_factoryFeatures))
          : super._createParser(
              new SequenceInputStream(new ByteArrayInputStream(start), in), context);
    }
  }
}
