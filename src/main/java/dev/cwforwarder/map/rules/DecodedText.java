package dev.cwforwarder.map.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A text after its escapes are decoded, with the position of each character in the raw text.
@SuppressWarnings("ReferenceEquality") // a text without escapes remains the same instance
final class DecodedText {
  /// The maximum number of times that JSON escapes are decoded: JSON in a string of JSON in a
  /// string of JSON.
  private static final int MAX_JSON_LAYERS = 3;

  /// The maximum number of times that escapes of all forms are decoded after that.
  private static final int MAX_OTHER_LAYERS = 2;

  private final String text;

  /// The start of each character in the raw text, then the length of the raw text; null for the raw
  /// text itself.
  private final int @Nullable [] starts;

  DecodedText(String text, int @Nullable [] starts) {
    this.text = text;
    this.starts = starts;
  }

  /// The raw text, and what it becomes layer by layer. Only the raw text if it has no escapes.
  static List<DecodedText> layers(String raw) {
    boolean mayHaveEscapes =
        raw.indexOf('\\') >= 0 || raw.indexOf('%') >= 0 || raw.indexOf('&') >= 0;
    if (!mayHaveEscapes) {
      return List.of(new DecodedText(raw, null));
    }
    List<DecodedText> layers = new ArrayList<>();
    layers.add(new DecodedText(raw, null));
    add(MAX_JSON_LAYERS, false, layers);
    add(MAX_OTHER_LAYERS, true, layers);
    return layers;
  }

  private static void add(int max, boolean allForms, List<DecodedText> layers) {
    for (int i = 0; i < max; i++) {
      DecodedText next = EscapeDecoder.decode(layers.getLast(), allForms);
      if (next == layers.getLast()) {
        return;
      }
      layers.add(next);
    }
  }

  String text() {
    return text;
  }

  /// The position in the raw text of the character at `index`.
  int rawStart(int index) {
    return starts == null ? index : starts[index];
  }

  /// The first position from `raw` on that is not inside an escape.
  int afterEscape(int raw) {
    if (starts == null) {
      return raw;
    }
    int found = Arrays.binarySearch(starts, raw);
    return found >= 0 ? raw : starts[Math.min(-found - 1, starts.length - 1)];
  }
}
