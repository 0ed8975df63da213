package dev.cwforwarder.map.rules;

import io.opentelemetry.sdk.resources.Resource;
import java.util.IdentityHashMap;
import java.util.Map;

/// The redacted resources of the records of one batch, which share their instances.
final class RedactedResources {
  private final IdentityHashMap<Resource, Resource> redacted = new IdentityHashMap<>();
  private final Redactor redactor;
  private final Map<String, Integer> counts;

  /// @param counts receives the number of redacted matches by rule name
  RedactedResources(Redactor redactor, Map<String, Integer> counts) {
    this.redactor = redactor;
    this.counts = counts;
  }

  /// The same instance if nothing matches.
  Resource of(Resource resource) {
    return redacted.computeIfAbsent(
        resource, original -> redactor.redactResource(original, counts));
  }
}
