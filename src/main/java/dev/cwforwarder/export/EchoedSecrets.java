package dev.cwforwarder.export;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds secrets in the text of a response: in plain text, percent-encoded, with JSON escapes, in
/// hexadecimal and in base64. Compares only letters and digits and ignores case, so that separators
/// and other escapes do not hide a secret.
final class EchoedSecrets {
  /// A shorter value occurs by chance.
  private static final int MIN_CHARACTERS = 6;

  private static final int BASE64_GROUP = 3;
  private static final int BITS = 6;

  /// `%2F` and the JSON escape of four hexadecimal digits.
  private static final Pattern ESCAPE = Pattern.compile("%([0-9a-fA-F]{2})|\\\\u([0-9a-fA-F]{4})");

  private final Collection<String> secrets;

  /// @param secrets values that were sent; for `Bearer KEY`, `KEY` alone is a secret as well
  EchoedSecrets(Collection<String> secrets) {
    this.secrets = secrets;
  }

  /// Whether a secret is in `text`, in any of its forms.
  boolean areIn(String text) {
    String once = unescaped(text);
    List<String> places = List.of(folded(text), folded(once), folded(unescaped(once)));
    return secrets.stream()
        .flatMap(EchoedSecrets::parts)
        .flatMap(EchoedSecrets::forms)
        .anyMatch(form -> places.stream().anyMatch(place -> place.contains(form)));
  }

  private static Stream<String> parts(String secret) {
    int scheme = secret.indexOf(' ');
    return scheme < 0 ? Stream.of(secret) : Stream.of(secret, secret.substring(scheme + 1));
  }

  private static Stream<String> forms(String secret) {
    if (folded(secret).length() < MIN_CHARACTERS) {
      return Stream.empty();
    }
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return Stream.concat(
            Stream.of(secret, HexFormat.of().formatHex(bytes)),
            IntStream.range(0, BASE64_GROUP).mapToObj(offset -> base64(bytes, offset)))
        .map(EchoedSecrets::folded)
        .filter(form -> form.length() >= MIN_CHARACTERS);
  }

  /// The characters that depend on `secret` alone when it follows `offset` other bytes.
  private static String base64(byte[] secret, int offset) {
    byte[] shifted = new byte[offset + secret.length];
    System.arraycopy(secret, 0, shifted, offset, secret.length);
    String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int from = Math.ceilDiv(offset * Byte.SIZE, BITS);
    return text.substring(from, Math.max(from, shifted.length * Byte.SIZE / BITS));
  }

  private static String unescaped(String text) {
    return ESCAPE.matcher(text).replaceAll(EchoedSecrets::character);
  }

  private static String character(MatchResult escape) {
    String digits = escape.group(1) == null ? escape.group(2) : escape.group(1);
    char c = (char) Integer.parseInt(digits, 16);
    return Matcher.quoteReplacement(String.valueOf(c));
  }

  private static String folded(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        folded.append(c);
      }
    }
    return folded.toString().toLowerCase(Locale.ROOT);
  }
}
