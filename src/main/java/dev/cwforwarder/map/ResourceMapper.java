package dev.cwforwarder.map;

import dev.cwforwarder.model.LogSource;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Creates the OTLP resource of a log stream. Attributes come from the following sources, in
/// ascending order of precedence: CloudWatch, the names of the log group and log stream,
/// `OTEL_RESOURCE_ATTRIBUTES`, `SERVICE_NAME_RULES`, `OTEL_SERVICE_NAME`, tags.
public final class ResourceMapper {
  /// The maximum number of cached resources. A busy function receives the same streams again and
  /// again, and the encoder reuses an encoded resource as long as it receives the same instance.
  private static final int MAX_CACHED = 512;

  private final Map<LogSource, Resource> cache = newCache();
  private final Map<String, String> configured;
  private final ServiceNames serviceNames;
  private final GroupTags groupTags;

  /// Resources with the tags that were known when the resource was created. Used only if there are
  /// tags.
  private final Map<LogSource, Tagged> tagged = newCache();

  private record Tagged(Map<String, String> tags, Resource resource) {}

  /// Creates a mapper with one service for all log groups; empty to derive the service from the
  /// names.
  public ResourceMapper(Map<String, String> configured, String serviceName) {
    this(configured, ServiceNames.always(serviceName));
  }

  /// @param configured `OTEL_RESOURCE_ATTRIBUTES`, added to every resource
  /// @param serviceNames the configured service names
  public ResourceMapper(Map<String, String> configured, ServiceNames serviceNames) {
    this(configured, serviceNames, GroupTags.none());
  }

  /// Creates a mapper that also adds the attributes that log group tags are mapped to.
  public ResourceMapper(
      Map<String, String> configured, ServiceNames serviceNames, GroupTags groupTags) {
    this.configured = Map.copyOf(configured);
    this.serviceNames = serviceNames;
    this.groupTags = groupTags;
  }

  /// Returns the resource of `source`, from the cache if possible.
  Resource resource(LogSource source) {
    Resource untagged = cache.computeIfAbsent(source, this::newResource);
    Map<String, String> tags = groupTags.of(source);
    return tags.isEmpty() ? untagged : tagged(source, untagged, tags);
  }

  /// `own`, the resource of a record that OpenTelemetry wrote, with the attributes of `source`. Its
  /// own attributes take precedence.
  Resource merged(LogSource source, Resource own) {
    return withOwn(resource(source).getAttributes().toBuilder(), own);
  }

  /// Like [#merged], but the names of the log group and log stream describe only the place of the
  /// record, not the service that it is from.
  Resource mergedPlace(LogSource source, Resource own) {
    AttributesBuilder attributes = Attributes.builder();
    putOrigin(source, attributes);
    putConfigured(source, attributes);
    groupTags.of(source).forEach(attributes::put);
    return withOwn(attributes, own);
  }

  private static Resource withOwn(AttributesBuilder attributes, Resource own) {
    return Resource.create(attributes.putAll(own.getAttributes()).build(), own.getSchemaUrl());
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

  private static <T> Map<LogSource, T> newCache() {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<LogSource, T> eldest) {
            return size() > MAX_CACHED;
          }
        });
  }

  private Resource newResource(LogSource source) {
    AttributesBuilder attributes = Attributes.builder();
    putOrigin(source, attributes);
    GroupNames.describe(source, attributes);
    putConfigured(source, attributes);
    return Resource.create(attributes.build());
  }

  private void putConfigured(LogSource source, AttributesBuilder attributes) {
    configured.forEach(attributes::put);
    putUnlessEmpty(
        attributes, ResourceKeys.SERVICE_NAME.getKey(), serviceNames.serviceOf(source.logGroup()));
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
