package dev.cwforwarder.config;

import java.util.LinkedHashMap;
import java.util.Map;

/// `LOG_GROUP_TAGS`: which tags of a log group become attributes of its resources.
///
/// @param all whether all tags become attributes, named `aws.log.group.tag.KEY`
/// @param attributes names of attributes by tag key, for single tags
public record LogGroupTags(boolean all, Map<String, String> attributes) {
  /// No tags, and no look-ups.
  public static final LogGroupTags NONE = new LogGroupTags(false, Map.of());

  private static final String PREFIX = "aws.log.group.tag.";

  public LogGroupTags {
    attributes = Map.copyOf(attributes);
  }

  /// Whether no tag becomes an attribute.
  public boolean isNone() {
    return !all && attributes.isEmpty();
  }

  /// The resource attributes for the tags of a log group.
  public Map<String, String> attributesOf(Map<String, String> tags) {
    Map<String, String> found = new LinkedHashMap<>();
    tags.forEach(
        (key, value) -> {
          if (all || attributes.containsKey(key)) {
            found.put(attributes.getOrDefault(key, PREFIX + key), value);
          }
        });
    return found;
  }

  /// Parses `KEY`, `KEY=ATTRIBUTE` or `*`, separated by commas.
  static LogGroupTags parse(String raw) {
    boolean all = false;
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String part : raw.split(",", -1)) {
      String entry = part.strip();
      int equals = entry.indexOf('=');
      String key = equals < 0 ? entry : entry.substring(0, equals).strip();
      String attribute = equals < 0 ? PREFIX + key : entry.substring(equals + 1).strip();
      if (entry.equals("*")) {
        all = true;
      } else if (key.isEmpty() || attribute.isEmpty()) {
        throw new IllegalArgumentException(
            "expected tag keys, KEY or KEY=ATTRIBUTE, separated by commas, or *, got '%s'"
                .formatted(raw));
      } else {
        attributes.put(key, attribute);
      }
    }
    return new LogGroupTags(all, attributes);
  }
}
