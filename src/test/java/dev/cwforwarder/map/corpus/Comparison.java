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

/// A record of the forwarder beside what ClickStack's collector makes of the bare message.
///
/// @param ours what the forwarder found
/// @param body the forwarder's body
/// @param theirs what the collector stores for the bare message
public record Comparison(Reading ours, String body, CollectorTransform.Stored theirs) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UID = "log.record.uid";

  public static Comparison of(Reading ours, String body) {
    return new Comparison(ours, body, CollectorTransform.of(ours.line().message()));
  }

  /// All kinds of difference between the two.
  public Set<Difference> differences() {
    Set<Difference> found = EnumSet.noneOf(Difference.class);
    theirs.attributes().forEach((name, value) -> addMissing(found, name, value));
    Map<String, Object> more = new TreeMap<>(ours.attributes());
    more.keySet().removeAll(theirs.attributes().keySet());
    more.remove(UID);
    Set<String> theirNames = withoutDots(theirs.attributes().keySet());
    more.keySet().removeIf(name -> theirNames.contains(withoutDots(name)));
    if (!more.isEmpty()) {
      found.add(surplus(more));
    }
    if (!ours.trace().isEmpty()) {
      found.add(Difference.TRACE);
    }
    addSeverity(found);
    return found;
  }

  private void addMissing(Set<Difference> found, String name, Object value) {
    Object own = ours.attributes().get(name);
    if (own == null || !same(own, value)) {
      found.add(missing(name, value));
    }
  }

  /// Why the forwarder does not have what the collector has.
  private Difference missing(String name, Object value) {
    Object own = ours.attributes().get(name);
    if (value.equals(CollectorTransform.EMPTY)) {
      return Difference.NULLS;
    }
    if (own != null && value instanceof Double number && rounds(own, number)) {
      return Difference.EXACT_NUMBERS;
    }
    if (own == null && withoutDots(ours.attributes().keySet()).contains(withoutDots(name))) {
      return Difference.LISTS_IN_LISTS;
    }
    if (isWithin(value)) {
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

  /// Why the forwarder has what the collector has not.
  private Difference surplus(Map<String, Object> more) {
    if (more.keySet().stream().anyMatch(name -> name.startsWith("original."))) {
      return Difference.TAKEN_NAMES;
    }
    if (theirs.attributes().isEmpty() && message().startsWith("{")) {
      return message().contains("\n") ? Difference.SEVERAL_LINES : Difference.SEVERAL_OBJECTS;
    }
    if (theirs.attributes().values().stream().anyMatch(this::isWithin)) {
      return Difference.WITHIN_A_TEXT;
    }
    return Difference.FOUND;
  }

  private void addSeverity(Set<Difference> found) {
    String own = ours.severity().name().toLowerCase(Locale.ROOT);
    boolean set = ours.severity() != Severity.UNDEFINED_SEVERITY_NUMBER;
    String other = theirs.severityText();
    switch (theirs.origin()) {
      case NOTHING -> {
        if (!set) {
          found.add(Difference.NO_LEVEL);
        } else if (!own.startsWith(other)) {
          found.add(Difference.UNKNOWN_LEVEL);
        }
      }
      case WORD -> {
        if (!set) {
          found.add(Difference.SENTENCE);
        } else if (!own.startsWith(other)) {
          found.add(Difference.ANOTHER_WORD);
        }
      }
      case FIELD -> {
        if (!set) {
          found.add(Difference.LEVEL_FIELD);
        } else if (!own.equals(other)) {
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

  /// Whether `value` is a text that the forwarder has only as what is within it: the fields of an
  /// object, or pairs.
  private boolean isWithin(Object value) {
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
        .anyMatch(own -> own.getKey().startsWith("original.") && same(own.getValue(), value));
  }

  /// As ClickHouse shows them: 7 and 7.0 are the same.
  public static boolean same(Object own, Object other) {
    if (own instanceof Number && other instanceof Number) {
      return new BigDecimal(own.toString()).compareTo(new BigDecimal(other.toString())) == 0;
    }
    return own.equals(other);
  }

  /// Whether `number` is what is left of `own` as a double.
  private static boolean rounds(Object own, Double number) {
    try {
      return !(own instanceof Boolean)
          && Double.compare(new BigDecimal(own.toString()).doubleValue(), number) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
