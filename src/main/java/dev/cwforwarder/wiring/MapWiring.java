package dev.cwforwarder.wiring;

import dev.cwforwarder.aws.LogGroupTagReader;
import dev.cwforwarder.aws.LogsClients;
import dev.cwforwarder.config.ContentSettings;
import dev.cwforwarder.config.LogGroupTags;
import dev.cwforwarder.config.Multiline;
import dev.cwforwarder.config.Settings;
import dev.cwforwarder.map.CachedGroupTags;
import dev.cwforwarder.map.GroupTags;
import dev.cwforwarder.map.ServiceNameRules;
import dev.cwforwarder.map.ServiceNames;
import dev.cwforwarder.map.content.ContentOptions;
import dev.cwforwarder.map.lines.EventJoiner;
import dev.cwforwarder.map.lines.LineJoiner;
import dev.cwforwarder.map.lines.StartPattern;
import dev.cwforwarder.map.lines.TraceLines;
import dev.cwforwarder.telemetry.Log;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Makes the parts of the room `map` of their settings.
final class MapWiring {
  /// More groups than this at once wait for their tags.
  private static final int MOST_WAITING = 1_000;

  private MapWiring() {}

  static ServiceNames serviceNames(Settings settings) {
    if (!settings.serviceName().isEmpty() || settings.serviceNameRules().isEmpty()) {
      return ServiceNames.always(settings.serviceName());
    }
    ServiceNameRules rules = new ServiceNameRules();
    settings.serviceNameRules().forEach(rule -> rules.add(rule.group(), rule.template()));
    return rules;
  }

  static ContentOptions contentOptions(ContentSettings settings) {
    return new ContentOptions(
        settings.parse(),
        settings.body() == ContentSettings.Body.MESSAGE,
        settings.xrayTraceIds(),
        settings.timestampFromBody());
  }

  static LineJoiner lineJoiner(Multiline settings, int maxRequestBytes) {
    if (settings.isOff()) {
      return LineJoiner.none();
    }
    return new EventJoiner(
        settings.auto() ? new TraceLines() : new StartPattern(settings.lineStart()),
        maxRequestBytes);
  }

  /// Clients are opened by the first look-up, and none by this.
  static GroupTags groupTags(LogGroupTags settings, Clock clock, Log log) {
    if (settings.isNone()) {
      return GroupTags.none();
    }
    LazyTagReader reader = new LazyTagReader(() -> new LogGroupTagReader(new LogsClients()));
    return new CachedGroupTags(reader, settings::attributesOf, lookUps(), clock, log::warn);
  }

  /// One look-up at a time, beside the deliveries. Its thread ends when there is nothing to do and
  /// keeps no process alive.
  private static Executor lookUps() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("log-group-tags").daemon().factory());
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
