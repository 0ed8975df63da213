package dev.cwforwarder.wiring;

import dev.cwforwarder.map.CachedGroupTags.TagException;
import dev.cwforwarder.map.CachedGroupTags.TagReader;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Builds a reader when the first tags are looked up: the push path loads no AWS SDK class before.
/// Thread-safe.
final class LazyTagReader implements TagReader {
  private final Supplier<TagReader> builder;
  private @Nullable TagReader reader;

  LazyTagReader(Supplier<TagReader> builder) {
    this.builder = builder;
  }

  @Override
  public Map<String, String> read(String arn, String region) throws TagException {
    return reader().read(arn, region);
  }

  private synchronized TagReader reader() {
    TagReader built = reader;
    if (built == null) {
      built = builder.get();
      reader = built;
    }
    return built;
  }
}
