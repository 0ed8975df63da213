package dev.cwforwarder.map.corpus;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.logs.Severity;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Compares a record of the forwarder with what ClickStack's collector stores for the bare message.
///
/// @param ours the forwarder's record
/// @param body the forwarder's body
/// @param theirs what the collector stores for the bare message
public record Comparison(Reading ours, String body, CollectorTransform.Stored theirs) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UID = "log.record.uid";

  public static Comparison of(Reading ours, String body) {
    return new Comparison(ours, body, CollectorTransform.of(ours.line().message()));
  }

  /// All differences between the two.
  public Set<Difference> differences() {
    Set<Difference> found = EnumSet.noneOf(Difference.class);
    theirs.attributes().forEach((name, value) -> addMissing(found, name, value));
    Map<String, Object> additional = new TreeMap<>(ours.attributes());
    additional.keySet().removeAll(theirs.attributes().keySet());
    additional.remove(UID);
    Set<String> theirNames = withoutDots(theirs.attributes().keySet());
    additional.keySet().removeIf(name -> theirNames.contains(withoutDots(name)));
    if (!additional.isEmpty()) {
      found.add(additionalCause(additional));
    }
    if (!ours.trace().isEmpty()) {
      found.add(Difference.TRACE);
    }
    addSeverity(found);
    return found;
  }

  private void addMissing(Set<Difference> found, String name, Object value) {
    Object actual = ours.attributes().get(name);
    if (actual == null || !same(actual, value)) {
      found.add(missingCause(name, value));
    }
  }

  /// The reason why the collector's attribute is missing in the forwarder's record.
  private Difference missingCause(String name, Object value) {
    Object actual = ours.attributes().get(name);
    if (value.equals(ours.stated().get(name))) {
      return Difference.STATED;
    }
    if (value.equals(CollectorTransform.EMPTY)) {
      return Difference.NULLS;
    }
    if (actual != null && value instanceof Double number && isRounded(actual, number)) {
      return Difference.EXACT_NUMBERS;
    }
    if (actual == null && withoutDots(ours.attributes().keySet()).contains(withoutDots(name))) {
      return Difference.LISTS_IN_LISTS;
    }
    if (isOnlyParsed(value)) {
      return Difference.WITHIN_A_TEXT;
    }
    if (value.equals(body)) {
      return Difference.TEXT_IS_THE_BODY;
    }
    if (isOriginal(value)) {
      return Difference.TAKEN_NAMES;
    }
    return message().startsWith("{") ? Difference.UNEXPLAINED : Difference.WITHIN_A_SENTENCE;
  }

  /// The reason why the forwarder's record has additional attributes.
  private Difference additionalCause(Map<String, Object> additional) {
    if (additional.keySet().stream().anyMatch(name -> name.startsWith("original."))) {
      return Difference.TAKEN_NAMES;
    }
    if (theirs.attributes().isEmpty() && message().startsWith("{")) {
      return message().contains("\n") ? Difference.SEVERAL_LINES : Difference.SEVERAL_OBJECTS;
    }
    if (theirs.attributes().values().stream().anyMatch(this::isOnlyParsed)) {
      return Difference.WITHIN_A_TEXT;
    }
    return Difference.FOUND;
  }

  private void addSeverity(Set<Difference> found) {
    String actual = ours.severity().name().toLowerCase(Locale.ROOT);
    boolean hasSeverity = ours.severity() != Severity.UNDEFINED_SEVERITY_NUMBER;
    String expected = theirs.severityText();
    switch (theirs.origin()) {
      case NOTHING -> {
        if (!hasSeverity) {
          found.add(Difference.NO_LEVEL);
        } else if (!actual.startsWith(expected)) {
          found.add(Difference.UNKNOWN_LEVEL);
        }
      }
      case WORD -> {
        if (!hasSeverity) {
          found.add(Difference.SENTENCE);
        } else if (!actual.startsWith(expected)) {
          found.add(Difference.ANOTHER_WORD);
        }
      }
      case FIELD -> {
        if (!hasSeverity) {
          found.add(Difference.LEVEL_FIELD);
        } else if (!actual.equals(expected)) {
          found.add(Difference.LEVEL_NAME);
        }
      }
      case PRODUCER -> found.add(Difference.UNEXPLAINED);
    }
  }

  private static Set<String> withoutDots(Set<String> names) {
    return names.stream().map(Comparison::withoutDots).collect(toSet());
  }

  private static String withoutDots(String name) {
    return name.replace(".", "");
  }

  private String message() {
    return ours.line().message().strip();
  }

  /// Whether `value` is a text that the forwarder has only in parsed form: as the fields of an
  /// object, or as pairs.
  private boolean isOnlyParsed(Object value) {
    if (!(value instanceof String text) || ours.attributes().containsValue(text)) {
      return false;
    }
    return isObject(text) || (text.length() > body.length() && text.contains(body));
  }

  private static boolean isObject(String text) {
    try {
      return text.strip().startsWith("{") && JSON.readTree(text).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private boolean isOriginal(Object value) {
    return ours.attributes().entrySet().stream()
        .anyMatch(
            actual -> actual.getKey().startsWith("original.") && same(actual.getValue(), value));
  }

  /// Whether ClickHouse displays both values identically, as it does for 7 and 7.0.
  public static boolean same(Object actual, Object expected) {
    if (actual instanceof Number && expected instanceof Number) {
      return new BigDecimal(actual.toString()).compareTo(new BigDecimal(expected.toString())) == 0;
    }
    return actual.equals(expected);
  }

  /// Whether `number` is `actual` as a double.
  private static boolean isRounded(Object actual, Double number) {
    try {
      return !(actual instanceof Boolean)
          && Double.compare(new BigDecimal(actual.toString()).doubleValue(), number) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
