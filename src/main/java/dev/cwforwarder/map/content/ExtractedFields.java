package dev.cwforwarder.map.content;

import io.opentelemetry.api.common.AttributeKey;
import java.util.Map;
import java.util.TreeMap;

/// Fields that a subscription filter took out of an event, as attributes.
public final class ExtractedFields {
  /// The account an event is from: a system field of `emitSystemFields`, see PutSubscriptionFilter
  /// in the CloudWatch Logs API. It goes into the resource, as does the Region.
  public static final String ACCOUNT = "@aws.account";

  public static final String REGION = "@aws.region";

  private ExtractedFields() {}

  /// Adds all but those of the resource; a name that is ours is put under another.
  static void add(Map<String, String> extracted, Fields fields) {
    if (extracted.isEmpty()) {
      return;
    }
    // Sorted: the order of the map changes from run to run.
    new TreeMap<>(extracted)
        .forEach(
            (name, value) -> {
              if (!name.equals(ACCOUNT) && !name.equals(REGION)) {
                String free = FieldName.isOurs(name) ? Fields.ORIGINAL + name : name;
                fields.add(AttributeKey.stringKey(free), value);
              }
            });
  }
}
