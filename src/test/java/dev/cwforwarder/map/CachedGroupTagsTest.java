package dev.cwforwarder.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.map.CachedGroupTags.TagException;
import dev.cwforwarder.map.content.ContentOptions;
import dev.cwforwarder.map.content.ContentReader;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.testing.time.ManualClock;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/// Tags are read asynchronously and never delay a delivery.
final class CachedGroupTagsTest {
  private static final LogSource SOURCE =
      new LogSource("123456789012", "eu-central-1", "/team/shop", "s");

  private final ManualClock clock = new ManualClock();
  private final Deque<Runnable> pendingReads = new ArrayDeque<>();
  private final List<String> reads = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Map<String, String> storedTags = Map.of("team", "shop");
  private boolean accessDenied;
  private boolean readerUnavailable;
  private final CachedGroupTags tags =
      new CachedGroupTags(this::read, entry -> entry, pendingReads::add, clock, warnings::add);

  private Map<String, String> read(String arn, String region) throws TagException {
    reads.add(region + " " + arn);
    if (readerUnavailable) {
      throw new NoClassDefFoundError("a client");
    }
    if (accessDenied) {
      throw new TagException("AccessDenied", new IllegalStateException());
    }
    return storedTags;
  }

  private void runReads() {
    while (!pendingReads.isEmpty()) {
      pendingReads.remove().run();
    }
  }

  @Test
  void aReaderThatCannotBeCreatedIsReported() {
    readerUnavailable = true;
    assertThat(tags.of(SOURCE)).isEmpty();

    runReads();

    assertThat(warnings).singleElement().asString().contains("a client");
  }

  @Test
  void theFirstBatchDoesNotWaitForTags() {
    assertThat(tags.of(SOURCE)).isEmpty();
    assertThat(tags.of(SOURCE)).isEmpty();
    assertThat(reads).isEmpty();

    runReads();

    assertThat(reads)
        .containsExactly(
            "eu-central-1 arn:aws:logs:eu-central-1:123456789012:log-group:/team/shop");
    assertThat(tags.of(SOURCE)).isEqualTo(storedTags);
  }

  @Test
  void tagsAreReadAgainAfterAnHour() {
    tags.of(SOURCE);
    runReads();
    storedTags = Map.of("team", "orders");
    clock.advance(CachedGroupTags.TIME_TO_LIVE.minusMillis(1));
    tags.of(SOURCE);
    assertThat(pendingReads).isEmpty();

    clock.advance(Duration.ofMillis(1));

    assertThat(tags.of(SOURCE))
        .as("the previous tags until the read completes")
        .containsEntry("team", "shop");
    runReads();
    assertThat(tags.of(SOURCE)).containsEntry("team", "orders");
  }

  @Test
  void aFailureIsReportedOnceAndRetriedAfterADelay() {
    accessDenied = true;
    for (int i = 0; i < 3; i++) {
      assertThat(tags.of(SOURCE)).isEmpty();
      runReads();
      clock.advance(CachedGroupTags.RETRY_DELAY);
    }

    assertThat(reads).hasSize(3);
    assertThat(warnings)
        .containsExactly(
            "cannot read the tags of a log group; its records are sent without tags: AccessDenied");
  }

  @Test
  void rejectedReadsAreIgnored() {
    CachedGroupTags full =
        new CachedGroupTags(
            this::read,
            entry -> entry,
            _ -> {
              throw new RejectedExecutionException();
            },
            clock,
            warnings::add);

    assertThat(full.of(SOURCE)).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void theNumberOfCachedGroupsIsLimited() {
    for (int i = 0; i <= CachedGroupTags.MAX_GROUPS; i++) {
      tags.of(new LogSource("123456789012", "eu-central-1", "/g/" + i, "s"));
    }
    runReads();
    reads.clear();

    tags.of(new LogSource("123456789012", "eu-central-1", "/g/0", "s"));
    tags.of(new LogSource("123456789012", "eu-central-1", "/g/500", "s"));
    runReads();

    assertThat(reads).hasSize(1).allMatch(arn -> arn.endsWith("/g/0"));
  }

  @Test
  void noTagsAreReadWithoutAccountOrRegion() {
    assertThat(tags.of(new LogSource("", "eu-central-1", "/g", "s"))).isEmpty();
    assertThat(tags.of(new LogSource("123456789012", "", "/g", "s"))).isEmpty();
    assertThat(pendingReads).isEmpty();
  }

  @Test
  void resourcesHaveTagsAfterTheFirstRead() {
    RecordMapper mapper =
        new RecordMapper(
            new ResourceMapper(Map.of(), ServiceNames.always(""), tags),
            new ContentReader(ContentOptions.DEFAULT),
            InstrumentationScopeInfo.create("test"));
    LogBatch batch = new LogBatch(SOURCE, List.of(new LogEvent("1", 0, "m")));

    Resource before = mapper.map(batch, Instant.EPOCH).getFirst().getResource();
    runReads();
    Resource after = mapper.map(batch, Instant.EPOCH).getFirst().getResource();

    assertThat(before.getAttributes().asMap()).isNotEmpty();
    assertThat(after.getAttributes().toBuilder().remove(key("team")).build())
        .isEqualTo(before.getAttributes());
    assertThat(after.getAttribute(key("team"))).isEqualTo("shop");
    assertThat(mapper.map(batch, Instant.EPOCH).getFirst().getResource()).isSameAs(after);
  }

  private static io.opentelemetry.api.common.AttributeKey<String> key(String name) {
    return io.opentelemetry.api.common.AttributeKey.stringKey(name);
  }
}
