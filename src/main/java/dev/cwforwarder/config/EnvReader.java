package dev.cwforwarder.config;

import dev.cwforwarder.config.text.SettingsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads typed settings from the environment and remembers every problem it meets. A blank value
/// counts as absent, as OpenTelemetry has it.
final class EnvReader {
  private final Map<String, String> env;
  private final List<String> problems = new ArrayList<>();

  EnvReader(Map<String, String> env) {
    this.env = env;
  }

  /// The parsed value of the first of `names` that is set, or `fallback` when none is. A malformed
  /// value is noted; [#check] then throws.
  <T> T optional(List<String> names, T fallback, Function<String, T> parse) {
    for (String name : names) {
      String raw = raw(name);
      if (raw != null) {
        return parsed(name, raw, parse).orElse(fallback);
      }
    }
    return fallback;
  }

  <T> T optional(String name, T fallback, Function<String, T> parse) {
    return optional(List.of(name), fallback, parse);
  }

  /// A time of `min` to `max` milliseconds.
  Duration millis(String name, int fallback, int min, int max) {
    return optional(name, Duration.ofMillis(fallback), raw -> Parsers.millisBetween(raw, min, max));
  }

  /// The parsed value, or null when none is set.
  <T> @Nullable T optionalOrNull(String name, Function<String, T> parse) {
    String raw = raw(name);
    return raw == null ? null : parsed(name, raw, parse).orElse(null);
  }

  boolean isSet(String name) {
    return raw(name) != null;
  }

  void problem(String problem) {
    problems.add(problem);
  }

  /// @throws SettingsException naming all problems, if there are any
  void check() {
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }

  private <T> Optional<T> parsed(String name, String raw, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(raw));
    } catch (SettingsException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      problems.add("%s: %s".formatted(name, e.getMessage()));
      return Optional.empty();
    }
  }

  private @Nullable String raw(String name) {
    String value = env.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
