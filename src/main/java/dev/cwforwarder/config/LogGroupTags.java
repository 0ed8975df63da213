package dev.cwforwarder.config;

import java.util.LinkedHashMap;
import java.util.Map;

/// Which tags of a log group become attributes of its resources: `LOG_GROUP_TAGS`.
///
/// @param all whether all tags do, as `aws.log.group.tag.KEY`
/// @param attributes names of attributes by the key of a tag, for single tags
public record LogGroupTags(boolean all, Map<String, String> attributes) {
  /// No tag does, and none is looked up.
  public static final LogGroupTags NONE = new LogGroupTags(false, Map.of());

  private static final String PREFIX = "aws.log.group.tag.";

  public LogGroupTags {
    attributes = Map.copyOf(attributes);
  }

  /// Whether no tag is wanted.
  public boolean isNone() {
    return !all && attributes.isEmpty();
  }

  /// The attributes that the tags of a log group become.
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

  /// `KEY`, `KEY=ATTRIBUTE` or `*`, separated by commas.
  static LogGroupTags parse(String raw) {
    boolean all = false;
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String part : raw.split(",", -1)) {
      String entry = part.strip();
      int equals = entry.indexOf('=');
      String key = equals < 0 ? entry : entry.substring(0, equals).strip();
      String attribute = equals < 0 ? PREFIX + key : entry.substring(equals + 1).strip();
      if (key.isEmpty() || attribute.isEmpty()) {
        throw new IllegalArgumentException(
            "expected keys of tags, KEY or KEY=ATTRIBUTE, separated by commas, or *, got '"
                + raw
                + "'");
      }
      if (key.equals("*") && equals < 0) {
        all = true;
      } else {
        attributes.put(key, attribute);
      }
    }
    return new LogGroupTags(all, attributes);
  }
}
