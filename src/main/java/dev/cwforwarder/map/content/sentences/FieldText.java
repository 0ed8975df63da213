package dev.cwforwarder.map.content.sentences;

import dev.cwforwarder.model.VisibleText;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Writes the values of fields into a line.
final class FieldText {
  /// Longer lines are truncated, in characters.
  private static final int MAX_LINE = 1_000;

  /// Longer values are truncated, in characters.
  private static final int MAX_VALUE = 200;

  /// The thousandths of numbers whose digits a double represents exactly.
  private static final long MAX_THOUSANDTHS = 1_000_000_000_000_000L;

  private static final int PARTS_BEFORE_RESOURCE = 5;

  private FieldText() {}

  /// The text of a value: a text up to its first control character, so that the line remains one
  /// line, a number without an exponent. Null if there is no value: a blank text, or `-`.
  static @Nullable String of(@Nullable Object value) {
    return switch (value) {
      case String text -> text(text);
      case Long number -> number.toString();
      case Double number -> number(number);
      case Boolean flag -> flag.toString();
      case null, default -> null;
    };
  }

  private static @Nullable String text(String value) {
    String text = value.strip();
    if (text.isEmpty() || text.equals("-")) {
      return null;
    }
    int end = 0;
    while (end < text.length() && end < MAX_VALUE && !VisibleText.isHidden(text.charAt(end))) {
      end++;
    }
    return VisibleText.truncated(text, end);
  }

  /// The line, or the first characters of a long one.
  static String line(StringBuilder line) {
    return VisibleText.truncated(line.toString(), MAX_LINE);
  }

  /// `45` of 45.0, and `0.00001` of 1.0E-5.
  private static String number(double value) {
    long thousandths = Math.round(value * 1_000);
    boolean isShort = Math.abs(thousandths) < MAX_THOUSANDTHS && thousandths / 1e3 == value;
    return isShort
        ? decimal(thousandths)
        : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  /// Most numbers are metrics with few decimals, for which this is faster.
  private static String decimal(long thousandths) {
    long decimals = Math.abs(thousandths % 1_000);
    String whole = Long.toString(thousandths / 1_000);
    if (decimals == 0) {
      return whole;
    }
    String digits = Long.toString(1_000 + decimals);
    int end = decimals % 100 == 0 ? 2 : decimals % 10 == 0 ? 3 : 4;
    String sign = thousandths < 0 && whole.equals("0") ? "-" : "";
    return sign + whole + '.' + digits.substring(1, end);
  }

  /// The name in an ARN: its resource without the type. `deploy/alice` of
  /// `arn:aws:sts::123456789012:assumed-role/deploy/alice`; any other text as it is.
  static String name(String text) {
    if (!text.startsWith("arn:")) {
      return text;
    }
    int at = 0;
    for (int i = 0; i < PARTS_BEFORE_RESOURCE; i++) {
      at = text.indexOf(':', at) + 1;
      if (at == 0) {
        return text;
      }
    }
    int type = at;
    while (type < text.length() && text.charAt(type) != '/' && text.charAt(type) != ':') {
      type++;
    }
    return text.substring(type + 1 < text.length() ? type + 1 : at);
  }
}
