package dev.cwforwarder.map.rules;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Redacts a text: what rules find in it as it is, after its escapes are decoded, and in its base64
/// tokens. Matches are replaced where they are in the raw text. A text without a match remains the
/// same instance.
final class TextRedactor {
  /// A shorter value may be a part of another word, and is redacted only where it is a whole word.
  private static final int MIN_LENGTH_IN_WORDS = 8;

  private final List<Redaction> redactions;

  TextRedactor(List<Redaction> redactions) {
    this.redactions = List.copyOf(redactions);
  }

  /// Redacts the value of an attribute.
  ///
  /// @param key the attribute's name; empty for a body
  /// @param found receives the values that were found
  String redact(String key, String text, FoundValues found) {
    return redact(key, text, found, false);
  }

  /// Like `redact`, but keeps the number of lines: a match that spans several lines is replaced in
  /// each of them.
  String redactLines(String text, FoundValues found) {
    return redact("", text, found, true);
  }

  private String redact(String key, String text, FoundValues found, boolean perLine) {
    Layers layers = new Layers(text);
    for (Redaction redaction : redactions) {
      TextRanges ranges = layers.matches(key, redaction, found);
      if (!ranges.isEmpty()) {
        found.count(redaction, ranges.merge());
        layers = new Layers(ranges.replace(layers.raw, replacement(redaction, perLine)));
      }
    }
    return layers.raw;
  }

  /// Redacts known values, wherever they are in the text.
  static String redactValues(
      String text, FoundValues.Search search, FoundValues found, boolean perLine) {
    Layers layers = new Layers(text);
    for (Map.Entry<String, Redaction> value : search.values()) {
      TextRanges ranges = layers.occurrences(value.getKey());
      if (!ranges.isEmpty()) {
        found.count(value.getValue(), ranges.merge());
        layers = new Layers(ranges.replace(layers.raw, replacement(value.getValue(), perLine)));
      }
    }
    return layers.raw;
  }

  private static UnaryOperator<String> replacement(Redaction redaction, boolean perLine) {
    String replacement = redaction.replacement();
    if (!perLine) {
      return _ -> replacement;
    }
    String singleLine = replacement.replace('\n', ' ');
    return text -> {
      long breaks = text.chars().filter(c -> c == '\n').count();
      return singleLine + ("\n" + singleLine).repeat((int) breaks);
    };
  }

  /// A raw text with its decoded layers and its base64 tokens.
  private static final class Layers {
    private final String raw;
    private final List<DecodedText> layers;
    private final List<Base64Token> tokens;

    Layers(String raw) {
      this.raw = raw;
      this.layers = DecodedText.layers(raw);
      this.tokens = Base64Token.in(layers.getLast().text());
    }

    /// The matches in the layers and tokens. The expressions of presets find in the last layer what
    /// they find in those before, which are therefore skipped: hostile texts have all of them.
    TextRanges matches(String key, Redaction redaction, FoundValues found) {
      TextRanges ranges = new TextRanges();
      for (int i = 0; i < layers.size(); i++) {
        if (i <= 1 || i == layers.size() - 1 || !redaction.isPreset()) {
          DecodedText layer = layers.get(i);
          find(key, layer, redaction, found, (start, end) -> add(ranges, layer, start, end));
        }
      }
      for (Base64Token token : tokens) {
        for (DecodedText layer : DecodedText.layers(token.decoded())) {
          find(key, layer, redaction, found, (_, _) -> add(ranges, token));
        }
      }
      return ranges;
    }

    private static void find(
        String key,
        DecodedText layer,
        Redaction redaction,
        FoundValues found,
        Redaction.Match match) {
      redaction.find(
          key,
          layer.text(),
          (start, end) -> {
            match.at(start, end);
            found.add(layer.text().substring(start, end), redaction);
          });
    }

    private void add(TextRanges ranges, Base64Token token) {
      add(ranges, layers.getLast(), token.start(), token.end());
    }

    /// A match in the raw text may start in the middle of an escape, as in `\njane@example.org`;
    /// the escape then remains whole.
    private void add(TextRanges ranges, DecodedText layer, int start, int end) {
      boolean isRaw = layer == layers.getFirst() && layers.size() > 1;
      DecodedText escapes = isRaw ? layers.get(1) : layer;
      ranges.add(
          isRaw ? escapes.afterEscape(start) : layer.rawStart(start),
          isRaw ? escapes.afterEscape(end) : layer.rawStart(end));
    }

    TextRanges occurrences(String value) {
      TextRanges ranges = new TextRanges();
      occurrences(value, ranges);
      if (value.indexOf('"') >= 0) {
        occurrences(value.replace("\"", "\"\""), ranges); // in a field of CSV
      }
      for (Base64Token token : tokens) {
        for (DecodedText layer : DecodedText.layers(token.decoded())) {
          if (find(layer.text(), value, 0) >= 0) {
            add(ranges, token);
          }
        }
      }
      return ranges;
    }

    private void occurrences(String value, TextRanges ranges) {
      for (DecodedText layer : layers) {
        int at = find(layer.text(), value, 0);
        while (at >= 0) {
          add(ranges, layer, at, at + value.length());
          at = find(layer.text(), value, at + value.length());
        }
      }
    }

    private static int find(String text, String value, int from) {
      int at = text.indexOf(value, from);
      while (at >= 0 && value.length() < MIN_LENGTH_IN_WORDS && isInWord(text, at, value)) {
        at = text.indexOf(value, at + 1);
      }
      return at;
    }

    private static boolean isInWord(String text, int at, String value) {
      int end = at + value.length();
      return (isWord(text, at - 1) && isWord(text, at))
          || (isWord(text, end - 1) && isWord(text, end));
    }

    private static boolean isWord(String text, int index) {
      return index >= 0 && index < text.length() && Character.isLetterOrDigit(text.charAt(index));
    }
  }
}
