package dev.cwforwarder.config;

import dev.cwforwarder.config.text.Numbers;
import dev.cwforwarder.config.text.SettingsException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads typed values from the environment and records every problem. A blank value counts as
/// absent, like in OpenTelemetry. White space around a value is ignored.
final class EnvReader {
  private final Map<String, String> env;

  /// Two settings may have the same general variable; its problem is reported once.
  private final Set<String> problems = new LinkedHashSet<>();

  EnvReader(Map<String, String> env) {
    this.env = env;
  }

  /// The value of the first of `names` that is set, or `fallback` when none is. A malformed value
  /// is recorded and yields `fallback`, until [#check] throws.
  <T> T optional(List<String> names, T fallback, Function<String, T> parse) {
    for (String name : names) {
      String raw = raw(name);
      if (raw != null) {
        return parsed(name, raw.strip(), parse).orElse(fallback);
      }
    }
    return fallback;
  }

  <T> T optional(String name, T fallback, Function<String, T> parse) {
    return optional(List.of(name), fallback, parse);
  }

  /// Like [#optional], but keeps white space around the value: the indentation of the first line of
  /// YAML is significant.
  <T> T optionalUnstripped(String name, T fallback, Function<String, T> parse) {
    String raw = raw(name);
    return raw == null ? fallback : parsed(name, raw, parse).orElse(fallback);
  }

  /// A value that is used as it is.
  String text(String name) {
    return optional(name, "", raw -> raw);
  }

  /// `on` or `off`.
  boolean onOff(String name, boolean fallback) {
    return optional(name, fallback, Parsers::onOff);
  }

  /// A constant of the enum of `fallback`, in lower case.
  <E extends Enum<E>> E oneOf(List<String> names, E fallback) {
    return optional(
        names,
        fallback,
        raw -> Parsers.oneOf(raw, fallback.getDeclaringClass().getEnumConstants()));
  }

  <E extends Enum<E>> E oneOf(String name, E fallback) {
    return oneOf(List.of(name), fallback);
  }

  /// A whole number from `min` to `max`.
  int number(String name, int fallback, int min, int max) {
    return number(List.of(name), fallback, min, max);
  }

  private int number(List<String> names, int fallback, int min, int max) {
    return optional(names, fallback, raw -> Numbers.intBetween(raw, min, max));
  }

  /// A time from `min` to `max` milliseconds.
  Duration millis(List<String> names, int fallback, int min, int max) {
    return Duration.ofMillis(number(names, fallback, min, max));
  }

  Duration millis(String name, int fallback, int min, int max) {
    return millis(List.of(name), fallback, min, max);
  }

  /// Like [#optional], with null as the fallback.
  <T> @Nullable T optionalOrNull(String name, Function<String, T> parse) {
    String raw = raw(name);
    return raw == null ? null : parsed(name, raw.strip(), parse).orElse(null);
  }

  boolean isSet(String name) {
    return raw(name) != null;
  }

  /// Records a problem when `name` is not set.
  ///
  /// @param description what the variable contains
  void require(String name, String description) {
    if (!isSet(name)) {
      problem("%s is required but not set: %s".formatted(name, description));
    }
  }

  void problem(String problem) {
    problems.add(problem);
  }

  /// @throws SettingsException listing all problems, if there are any
  void check() {
    if (!problems.isEmpty()) {
      throw new SettingsException(List.copyOf(problems));
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
    return value == null || value.isBlank() ? null : value;
  }
}
