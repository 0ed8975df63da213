package dev.cwforwarder.map;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.span.Span;
import dev.cwforwarder.span.SpanIds;
import dev.cwforwarder.span.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Completes the resources of the spans of one batch. X-Ray's subsegments have none: they belong to
/// the service of their nearest ancestor in the batch, or of the root of their trace.
final class SpanResources {
  private static final AttributeKey<String> LOCAL_SERVICE = stringKey("aws.local.service");
  private static final String PLACEHOLDER = "UnknownService";
  private static final AttributeKey<String> RESOURCE_ARN = stringKey("aws.resource_arn");

  /// Bounds the search for an ancestor: hostile spans may be each other's parents.
  private static final int MAX_ANCESTORS = 64;

  private final LogSource source;
  private final ResourceMapper resources;
  private final OwnFunctions own;
  private final Map<Id, Span> spans;
  private final Map<String, Span> roots = new HashMap<>();
  private final Map<Key, Resource> merged = new HashMap<>();
  private final Map<String, Boolean> ownArns = new HashMap<>();

  /// Identifies a span.
  private record Id(String traceId, String spanId) {}

  /// A span with a service, which it names itself.
  private record Named(Span span, String service) {}

  /// What a resource is made of.
  private record Key(LogSource origin, Resource own, String service) {}

  SpanResources(
      LogBatch batch, ResourceMapper resources, OwnFunctions own, List<SpanRecord> records) {
    this.source = batch.source();
    this.resources = resources;
    this.own = own;
    this.spans = HashMap.newHashMap(records.size());
    for (SpanRecord one : records) {
      one.spans().forEach(this::add);
    }
  }

  private void add(Span span) {
    SpanIds ids = span.ids();
    spans.put(new Id(ids.traceId(), ids.spanId()), span);
    if (ids.parentSpanId().isEmpty()) {
      roots.putIfAbsent(ids.traceId(), span);
    }
  }

  /// The spans with their complete resources, without those of the forwarder's own functions.
  List<Span> complete(LogEvent event, SpanRecord spansOfEvent) {
    LogSource origin = RecordMapper.origin(source, event);
    List<Span> complete = new ArrayList<>();
    for (Span span : spansOfEvent.spans()) {
      Named named = named(span);
      if (!isOwn(named == null ? span : named.span(), origin)) {
        complete.add(span.withResource(resource(span, named, origin)));
      }
    }
    return complete;
  }

  private Resource resource(Span span, @Nullable Named named, LogSource origin) {
    String service = named == null ? "" : named.service();
    return merged.computeIfAbsent(new Key(origin, span.resource(), service), this::merge);
  }

  private Resource merge(Key key) {
    Resource whole = resources.mergedPlace(key.origin(), key.own());
    return key.service().isEmpty()
        ? whole
        : whole.toBuilder().put(ResourceKeys.SERVICE_NAME, key.service()).build();
  }

  /// The span that names the service of `span`: itself, an ancestor or the root; null for none.
  private @Nullable Named named(Span span) {
    Span at = span;
    for (int i = 0; at != null && i < MAX_ANCESTORS; i++) {
      String service = service(at);
      if (!service.isEmpty()) {
        return new Named(at, service);
      }
      at = spans.get(new Id(at.ids().traceId(), at.ids().parentSpanId()));
    }
    Span root = roots.get(span.ids().traceId());
    String service = root == null ? "" : service(root);
    return root == null || service.isEmpty() ? null : new Named(root, service);
  }

  /// The service that the span itself names; empty for none.
  private static String service(Span span) {
    String service = span.resource().getAttribute(ResourceKeys.SERVICE_NAME);
    if (service == null || service.isEmpty()) {
      service = span.attributes().attributes().get(LOCAL_SERVICE);
    }
    return service == null || service.equals(PLACEHOLDER) ? "" : service;
  }

  private boolean isOwn(Span span, LogSource origin) {
    return isOwn(span.resource().getAttribute(ResourceKeys.CLOUD_RESOURCE_ID))
        || (!isCall(span) && isOwn(span.attributes().attributes().get(RESOURCE_ARN)))
        || isOwnName(span.resource(), origin);
  }

  /// The ARN in such a span may be that of the called resource.
  private static boolean isCall(Span span) {
    return span.kind() == Span.Kind.CLIENT || span.kind() == Span.Kind.PRODUCER;
  }

  private boolean isOwn(@Nullable String arn) {
    return arn != null && ownArns.computeIfAbsent(arn, own::isOwn);
  }

  private boolean isOwnName(Resource resource, LogSource origin) {
    String name = resource.getAttribute(ResourceKeys.FAAS_NAME);
    return name != null
        && own.isOwn(
            or(resource.getAttribute(ResourceKeys.CLOUD_ACCOUNT_ID), origin.account()),
            or(resource.getAttribute(ResourceKeys.CLOUD_REGION), origin.region()),
            name);
  }

  private static String or(@Nullable String value, String fallback) {
    return value == null ? fallback : value;
  }
}
