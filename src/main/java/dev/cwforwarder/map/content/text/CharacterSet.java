package dev.cwforwarder.map.content.text;

/// A set of ASCII characters with one bit for each, since a search in a text costs more.
///
/// @param low the bits of the first 64 characters
/// @param high the bits of the other 64 characters
public record CharacterSet(long low, long high) {
  private static final int ASCII = 128;

  public static CharacterSet of(String characters) {
    long low = 0;
    long high = 0;
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      if (c >= ASCII) {
        throw new IllegalArgumentException("expected ASCII characters, but got " + characters);
      }
      low |= c < Long.SIZE ? 1L << c : 0;
      high |= c < Long.SIZE ? 0 : 1L << c;
    }
    return new CharacterSet(low, high);
  }

  public boolean has(char c) {
    return c < ASCII && (((c < Long.SIZE ? low : high) >>> c) & 1) != 0;
  }

  /// The index before `end` of the first character from `from` that is in the set; `end` if none
  /// is.
  public int first(String text, int from, int end) {
    int at = from;
    while (at < end && !has(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /// The index before `end` of the first character from `from` that is not in the set.
  public int skip(String text, int from, int end) {
    int at = from;
    while (at < end && has(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
