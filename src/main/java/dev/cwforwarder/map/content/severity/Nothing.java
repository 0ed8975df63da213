package dev.cwforwarder.map.content.severity;

import dev.cwforwarder.map.content.text.CharacterSet;
import java.util.Locale;
import java.util.Set;

/// The words with which programs say that a field has no value, as in `error: none`.
final class Nothing {
  private static final Set<String> WORDS =
      Set.of(
          ("none null nil undefined nothing false off ~ no ok success n/a nan - -- \"\" '' [] {} ()"
                  + " <none> <null> <nil> <empty> (none) (null) (nil) (empty) [none] \"none\""
                  + " \"null\" \"no\" \"ok\" 'none' 'null' 'no' 'ok'")
              .split(" ", -1));

  private static final int MAX_LENGTH = 9;
  private static final CharacterSet INITIALS = CharacterSet.of("nNuUfFoOsS~<\"'[{(-");

  private Nothing() {}

  /// Whether such a word may start with `c`. False for most words, before their end is searched.
  static boolean mayStartWith(char c) {
    return INITIALS.has(c);
  }

  /// Whether the text from `from` to `to` is such a word, case-insensitive.
  static boolean is(String text, int from, int to) {
    int length = to - from;
    if (text.regionMatches(true, from, "no error", 0, "no error".length())) {
      return true;
    }
    return length > 0
        && length <= MAX_LENGTH
        && INITIALS.has(text.charAt(from))
        && WORDS.contains(text.substring(from, to).toLowerCase(Locale.ROOT));
  }
}
