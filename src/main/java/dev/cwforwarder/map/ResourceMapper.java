package dev.cwforwarder.map;

import dev.cwforwarder.model.LogSource;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Makes the OTLP resource of a log stream. Later ones win over earlier ones: what CloudWatch says,
/// what the names tell, `OTEL_RESOURCE_ATTRIBUTES`, `SERVICE_NAME_RULES`, `OTEL_SERVICE_NAME`,
/// tags.
public final class ResourceMapper {
  /// A busy function sees the same streams again and again; the encoder, too, keeps what it made of
  /// a resource for as long as it gets the same instance.
  private static final int MOST_REMEMBERED = 512;

  private final Map<LogSource, Resource> recent = remembering();
  private final Map<String, String> configured;
  private final ServiceNames serviceNames;
  private final GroupTags groupTags;

  /// Resources with the tags that were known when they were made. Only used where there are any.
  private final Map<LogSource, Tagged> tagged = remembering();

  private record Tagged(Map<String, String> tags, Resource resource) {}

  /// The same with one service for all log groups; empty means that they tell it.
  public ResourceMapper(Map<String, String> configured, String serviceName) {
    this(configured, ServiceNames.always(serviceName));
  }

  /// @param configured `OTEL_RESOURCE_ATTRIBUTES`, put on every resource
  /// @param serviceNames the service of a log group, where it is configured
  public ResourceMapper(Map<String, String> configured, ServiceNames serviceNames) {
    this(configured, serviceNames, GroupTags.none());
  }

  /// The same with what the tags of log groups give.
  public ResourceMapper(
      Map<String, String> configured, ServiceNames serviceNames, GroupTags groupTags) {
    this.configured = Map.copyOf(configured);
    this.serviceNames = serviceNames;
    this.groupTags = groupTags;
  }

  /// The resource of `source`, most often one made before.
  Resource resource(LogSource source) {
    Resource untagged = recent.computeIfAbsent(source, this::newResource);
    Map<String, String> tags = groupTags.of(source);
    return tags.isEmpty() ? untagged : tagged(source, untagged, tags);
  }

  private Resource tagged(LogSource source, Resource untagged, Map<String, String> tags) {
    Tagged known = tagged.get(source);
    if (known == null || !known.tags().equals(tags)) {
      AttributesBuilder attributes = untagged.getAttributes().toBuilder();
      tags.forEach(attributes::put);
      known = new Tagged(tags, Resource.create(attributes.build()));
      tagged.put(source, known);
    }
    return known.resource();
  }

  private static <T> Map<LogSource, T> remembering() {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<LogSource, T> eldest) {
            return size() > MOST_REMEMBERED;
          }
        });
  }

  private Resource newResource(LogSource source) {
    AttributesBuilder attributes = Attributes.builder();
    putOrigin(source, attributes);
    GroupNames.describe(source, attributes);
    configured.forEach(attributes::put);
    putUnlessEmpty(
        attributes, ResourceKeys.SERVICE_NAME.getKey(), serviceNames.serviceOf(source.logGroup()));
    return Resource.create(attributes.build());
  }

  private static void putOrigin(LogSource source, AttributesBuilder attributes) {
    attributes.put(ResourceKeys.CLOUD_PROVIDER, "aws");
    putUnlessEmpty(attributes, ResourceKeys.CLOUD_REGION.getKey(), source.region());
    putUnlessEmpty(attributes, ResourceKeys.AWS_REGION.getKey(), source.region());
    putUnlessEmpty(attributes, ResourceKeys.CLOUD_ACCOUNT_ID.getKey(), source.account());
    attributes.put(ResourceKeys.LOG_GROUP, source.logGroup());
    attributes.put(ResourceKeys.LOG_STREAM, source.logStream());
    attributes.put(ResourceKeys.AWS_LOG_GROUP_NAMES, source.logGroup());
    attributes.put(ResourceKeys.AWS_LOG_STREAM_NAMES, source.logStream());
  }

  private static void putUnlessEmpty(AttributesBuilder attributes, String name, String value) {
    if (!value.isEmpty()) {
      attributes.put(name, value);
    }
  }
}
