package dev.cwforwarder.config.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations in the format of the OpenTelemetry Collector, such as `1m30s`, `1.5h` and `300ms`, and
/// also in days: `7d`.
///
/// @see <a href="https://pkg.go.dev/time#ParseDuration">ParseDuration</a>
public final class GoDuration {
  private static final Pattern ALL =
      Pattern.compile("(?:\\d{1,9}(?:\\.\\d{1,9})?(?:ms|[smhd])){1,5}");
  private static final Pattern PART = Pattern.compile("([\\d.]+)(ms|[smhd])");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private GoDuration() {}

  /// A duration from `min` to `max`, truncated to whole milliseconds.
  ///
  /// @throws IllegalArgumentException stating what was expected
  public static Duration between(String raw, Duration min, Duration max) {
    Duration value = parse(raw);
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "expected %s to %s, got %s".formatted(format(min), format(max), raw));
    }
    return value;
  }

  private static Duration parse(String raw) {
    if (raw.equals("0")) {
      return Duration.ZERO;
    }
    if (!ALL.matcher(raw).matches()) {
      throw new IllegalArgumentException(
          "expected a duration such as 1m30s (units ms, s, m, h, d), got '" + raw + "'");
    }
    BigDecimal millis = BigDecimal.ZERO;
    Matcher parts = PART.matcher(raw);
    while (parts.find()) {
      BigDecimal unit = BigDecimal.valueOf(MILLIS.getOrDefault(parts.group(2), 0L));
      millis = millis.add(new BigDecimal(parts.group(1)).multiply(unit));
    }
    return Duration.ofMillis(millis.setScale(0, RoundingMode.DOWN).longValue());
  }

  /// The shortest form, e.g. `1h30m`.
  public static String format(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toHours(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount != 0) {
      text.append(amount).append(unit);
    }
  }
}
