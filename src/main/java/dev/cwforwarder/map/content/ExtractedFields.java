package dev.cwforwarder.map.content;

import io.opentelemetry.api.common.AttributeKey;
import java.util.Map;
import java.util.TreeMap;

/// Adds the fields that a subscription filter extracted from an event as attributes.
public final class ExtractedFields {
  /// The account of an event: a system field of `emitSystemFields`, see PutSubscriptionFilter in
  /// the CloudWatch Logs API. Account and Region become resource attributes.
  public static final String ACCOUNT = "@aws.account";

  public static final String REGION = "@aws.region";

  private ExtractedFields() {}

  /// Adds all fields except those of the resource; a field with a reserved name is renamed.
  public static void add(Map<String, String> extracted, Fields fields) {
    if (extracted.isEmpty()) {
      return;
    }
    // Sorted, because the iteration order of the map differs between runs.
    new TreeMap<>(extracted)
        .forEach(
            (name, value) -> {
              if (!name.equals(ACCOUNT) && !name.equals(REGION)) {
                fields.add(AttributeKey.stringKey(Fields.free(name)), value);
              }
            });
  }
}
