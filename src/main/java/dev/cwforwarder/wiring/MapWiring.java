package dev.cwforwarder.wiring;

import dev.cwforwarder.aws.LogGroupTagReader;
import dev.cwforwarder.aws.LogsClients;
import dev.cwforwarder.config.LogGroupTags;
import dev.cwforwarder.config.MappingSettings;
import dev.cwforwarder.config.Settings;
import dev.cwforwarder.map.CachedGroupTags;
import dev.cwforwarder.map.CachedGroupTags.TagException;
import dev.cwforwarder.map.CachedGroupTags.TagReader;
import dev.cwforwarder.map.GroupTags;
import dev.cwforwarder.map.OwnFunctions;
import dev.cwforwarder.map.RecordMapper;
import dev.cwforwarder.map.ResourceMapper;
import dev.cwforwarder.map.SpanMapper;
import dev.cwforwarder.map.content.ContentReader;
import dev.cwforwarder.map.lines.EventJoiner;
import dev.cwforwarder.map.lines.LineJoiner;
import dev.cwforwarder.map.lines.LineRule;
import dev.cwforwarder.map.otel.SpanReader;
import dev.cwforwarder.telemetry.Log;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Builds the parts of package `map` from the settings.
final class MapWiring {
  /// At most this many groups wait for their tags.
  private static final int MAX_WAITING = 1_000;

  private MapWiring() {}

  static ResourceMapper resources(MappingSettings mapping, GroupTags tags) {
    return new ResourceMapper(mapping.resourceAttributes(), mapping.serviceNames(), tags);
  }

  static SpanMapper spans(Settings settings, ResourceMapper resources, String functionName) {
    return new SpanMapper(
        new SpanReader(settings.limits().maxInflatedBytes()),
        resources,
        new OwnFunctions(settings.ownLogGroups(), functionName));
  }

  static RecordMapper mapper(Settings settings, ResourceMapper resources, IngestPath path) {
    MappingSettings mapping = settings.mapping();
    LineRule rule = mapping.lineRule();
    return new RecordMapper(
        resources,
        new ContentReader(mapping.content()),
        rule == null
            ? LineJoiner.none()
            : new EventJoiner(rule, settings.limits().maxRequestBytes(), mapping.restoreOtel()),
        path.scope(),
        mapping.restoreOtel());
  }

  /// Opens no client before the first look-up.
  static GroupTags groupTags(LogGroupTags tags, Clock clock, Log log) {
    return tags.isNone()
        ? GroupTags.none()
        : new CachedGroupTags(
            new LazyTagReader(), tags::attributesOf, singleThread(), clock, log::warn);
  }

  private static final class LazyTagReader implements TagReader {
    private final Lazy<TagReader, TagException> reader =
        new Lazy<>(() -> new LogGroupTagReader(new LogsClients()));

    @Override
    public Map<String, String> read(String arn, String region) throws TagException {
      return reader.get().read(arn, region);
    }
  }

  /// Runs one look-up at a time, in parallel with deliveries. Its thread ends when it is idle and
  /// does not keep the process alive.
  private static Executor singleThread() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().name("log-group-tags").daemon().factory());
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
