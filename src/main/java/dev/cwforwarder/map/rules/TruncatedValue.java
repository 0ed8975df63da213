package dev.cwforwarder.map.rules;

import dev.cwforwarder.map.content.ContentReader;
import java.util.Map;

/// Redacts the beginning of a value at the end of an attribute that was truncated inside the value.
final class TruncatedValue {
  private TruncatedValue() {}

  /// Redacts `text` if it ends with the beginning of a value. Only long texts are truncated; after
  /// redaction they may be shorter.
  static String redact(String text, FoundValues.Search search) {
    if (text.length() < ContentReader.MAX_TEXT_LENGTH / 2) {
      return text;
    }
    for (Map.Entry<String, Redaction> value : search.values()) {
      int overlap = overlap(text, value.getKey());
      if (overlap >= FoundValues.MIN_LENGTH) {
        return text.substring(0, text.length() - overlap) + value.getValue().replacement();
      }
    }
    return text;
  }

  /// The length of the longest end of `text` with which `value` starts, in linear time (Knuth,
  /// Morris and Pratt).
  private static int overlap(String text, String value) {
    int[] failure = new int[value.length() + 1];
    for (int i = 1, matched = 0; i < value.length(); i++) {
      matched = next(value, failure, matched, value.charAt(i));
      failure[i + 1] = matched;
    }
    int matched = 0;
    for (int i = Math.max(0, text.length() - value.length()); i < text.length(); i++) {
      matched = next(value, failure, matched, text.charAt(i));
    }
    return matched;
  }

  private static int next(String value, int[] failure, int matched, char c) {
    int length = matched == value.length() ? failure[matched] : matched;
    while (length > 0 && value.charAt(length) != c) {
      length = failure[length];
    }
    return value.charAt(length) == c ? length + 1 : 0;
  }
}
