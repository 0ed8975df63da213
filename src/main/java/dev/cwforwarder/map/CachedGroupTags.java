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

/// Looks tags up beside the delivery and remembers them: the first batches of a log group go
/// without, and so do all while the look-ups fail. Thread-safe.
public final class CachedGroupTags implements GroupTags {
  /// Groups that are remembered.
  static final int MOST_GROUPS = 1_000;

  /// Tags seldom change.
  static final Duration TIME_TO_LIVE = Duration.ofHours(1);

  /// A group whose tags cannot be read is not asked for again earlier.
  static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(10);

  /// Reads the tags of a log group.
  @FunctionalInterface
  public interface TagReader {
    /// May take its time.
    ///
    /// @param arn of the log group
    /// @throws TagException when the tags cannot be read
    Map<String, String> read(String arn, String region) throws TagException;
  }

  /// Tags cannot be read; the message says why.
  public static final class TagException extends Exception {
    private static final long serialVersionUID = 1L;

    public TagException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// @param again when it is to be looked up once more
  private record Known(Map<String, String> attributes, Instant again) {}

  private final Map<String, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MOST_GROUPS;
        }
      };
  private final TagReader reader;
  private final UnaryOperator<Map<String, String>> attributesOf;
  private final Executor executor;
  private final Clock clock;
  private final Consumer<String> warnings;
  private boolean warned;

  /// @param attributesOf the attributes that tags give
  /// @param executor runs look-ups; may refuse them
  /// @param warnings is told of the first failure of a row
  public CachedGroupTags(
      TagReader reader,
      UnaryOperator<Map<String, String>> attributesOf,
      Executor executor,
      Clock clock,
      Consumer<String> warnings) {
    this.reader = reader;
    this.attributesOf = attributesOf;
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
    synchronized (known) {
      Known found = known.get(arn);
      attributes = found == null ? Map.of() : found.attributes();
      if (found != null && now.isBefore(found.again())) {
        return attributes;
      }
      // Until the answer is here, nobody else asks.
      known.put(arn, new Known(attributes, now.plus(PAUSE_AFTER_FAILURE)));
    }
    try {
      executor.execute(() -> lookUp(arn, source.region()));
    } catch (RejectedExecutionException _) {
      // Too many at once: asked again after the pause.
    }
    return attributes;
  }

  private void lookUp(String arn, String region) {
    try {
      Map<String, String> attributes = Map.copyOf(attributesOf.apply(reader.read(arn, region)));
      synchronized (known) {
        known.put(arn, new Known(attributes, clock.instant().plus(TIME_TO_LIVE)));
        warned = false;
      }
    } catch (TagException | RuntimeException | LinkageError e) {
      warn("the tags of a log group cannot be read, its records go without: " + e.getMessage());
    }
  }

  private void warn(String message) {
    synchronized (known) {
      if (warned) {
        return;
      }
      warned = true;
    }
    warnings.accept(message);
  }
}
