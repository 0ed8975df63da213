package dev.cwforwarder.map;

import dev.cwforwarder.model.LogSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Reads the tags of log groups asynchronously and caches them. Until the first read of a log group
/// succeeds, its records are sent without tags. Thread-safe.
public final class CachedGroupTags implements GroupTags {
  /// The maximum number of cached log groups; the least recently used one is evicted.
  static final int MAX_GROUPS = 1_000;

  /// How long tags are cached; they rarely change.
  static final Duration TIME_TO_LIVE = Duration.ofHours(1);

  /// The delay before the next attempt after a failed read.
  static final Duration RETRY_DELAY = Duration.ofMinutes(10);

  /// Reads the tags of a log group.
  @FunctionalInterface
  public interface TagReader {
    /// Reads the tags; may block.
    ///
    /// @param arn the ARN of the log group
    /// @throws TagException when the tags cannot be read
    Map<String, String> read(String arn, String region) throws TagException;
  }

  /// The tags cannot be read; the message states the cause.
  public static final class TagException extends Exception {
    private static final long serialVersionUID = 1L;

    public TagException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// @param expires when the tags have to be read again
  private record CachedTags(Map<String, String> attributes, Instant expires) {}

  private final Map<String, CachedTags> cache =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CachedTags> eldest) {
          return size() > MAX_GROUPS;
        }
      };
  private final TagReader reader;
  private final UnaryOperator<Map<String, String>> toAttributes;
  private final Executor executor;
  private final Clock clock;
  private final Consumer<String> warnings;
  private boolean failureReported;

  /// @param toAttributes converts tags to resource attributes
  /// @param executor runs the reads; may reject them
  /// @param warnings receives the first of several consecutive failures
  public CachedGroupTags(
      TagReader reader,
      UnaryOperator<Map<String, String>> toAttributes,
      Executor executor,
      Clock clock,
      Consumer<String> warnings) {
    this.reader = reader;
    this.toAttributes = toAttributes;
    this.executor = executor;
    this.clock = clock;
    this.warnings = warnings;
  }

  @Override
  public Map<String, String> of(LogSource source) {
    String arn = GroupNames.arn(source, "logs", "log-group:" + source.logGroup());
    if (arn.isEmpty()) {
      return Map.of();
    }
    Instant now = clock.instant();
    Map<String, String> attributes;
    synchronized (cache) {
      CachedTags entry = cache.get(arn);
      attributes = entry == null ? Map.of() : entry.attributes();
      if (entry != null && now.isBefore(entry.expires())) {
        return attributes;
      }
      // Prevents further reads until this one has completed.
      cache.put(arn, new CachedTags(attributes, now.plus(RETRY_DELAY)));
    }
    try {
      executor.execute(() -> readTags(arn, source.region()));
    } catch (RejectedExecutionException _) {
      // Too many concurrent reads: retried after the delay.
    }
    return attributes;
  }

  private void readTags(String arn, String region) {
    try {
      Map<String, String> attributes = Map.copyOf(toAttributes.apply(reader.read(arn, region)));
      synchronized (cache) {
        cache.put(arn, new CachedTags(attributes, clock.instant().plus(TIME_TO_LIVE)));
        failureReported = false;
      }
    } catch (TagException | RuntimeException | LinkageError e) {
      warn(
          "cannot read the tags of a log group; its records are sent without tags: "
              + e.getMessage());
    }
  }

  private void warn(String message) {
    synchronized (cache) {
      if (failureReported) {
        return;
      }
      failureReported = true;
    }
    warnings.accept(message);
  }
}
