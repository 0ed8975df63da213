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

/// Tags come beside the delivery, never before it.
final class CachedGroupTagsTest {
  private static final LogSource SOURCE =
      new LogSource("123456789012", "eu-central-1", "/team/shop", "s");

  private final ManualClock clock = new ManualClock();
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Map<String, String> answer = Map.of("team", "shop");
  private boolean failing;
  private boolean broken;
  private final CachedGroupTags tags =
      new CachedGroupTags(this::read, entry -> entry, waiting::add, clock, warnings::add);

  private Map<String, String> read(String arn, String region) throws TagException {
    asked.add(region + " " + arn);
    if (broken) {
      throw new NoClassDefFoundError("a client");
    }
    if (failing) {
      throw new TagException("AccessDenied", new IllegalStateException());
    }
    return answer;
  }

  private void lookUp() {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  @Test
  void aReaderThatCannotBeBuiltIsToldOf() {
    broken = true;
    assertThat(tags.of(SOURCE)).isEmpty();

    lookUp();

    assertThat(warnings).singleElement().asString().contains("a client");
  }

  @Test
  void theFirstBatchDoesNotWait() {
    assertThat(tags.of(SOURCE)).isEmpty();
    assertThat(tags.of(SOURCE)).isEmpty();
    assertThat(asked).isEmpty();

    lookUp();

    assertThat(asked)
        .containsExactly(
            "eu-central-1 arn:aws:logs:eu-central-1:123456789012:log-group:/team/shop");
    assertThat(tags.of(SOURCE)).isEqualTo(answer);
  }

  @Test
  void tagsAreReadAgainAfterAnHour() {
    tags.of(SOURCE);
    lookUp();
    answer = Map.of("team", "orders");
    clock.advance(CachedGroupTags.TIME_TO_LIVE.minusMillis(1));
    tags.of(SOURCE);
    assertThat(waiting).isEmpty();

    clock.advance(Duration.ofMillis(1));

    assertThat(tags.of(SOURCE)).as("the old ones until then").containsEntry("team", "shop");
    lookUp();
    assertThat(tags.of(SOURCE)).containsEntry("team", "orders");
  }

  @Test
  void aFailureIsToldOnceAndPausedAfter() {
    failing = true;
    for (int i = 0; i < 3; i++) {
      assertThat(tags.of(SOURCE)).isEmpty();
      lookUp();
      clock.advance(CachedGroupTags.RETRY_DELAY);
    }

    assertThat(asked).hasSize(3);
    assertThat(warnings)
        .containsExactly(
            "cannot read the tags of a log group; its records are sent without tags: AccessDenied");
  }

  @Test
  void lookUpsThatAreRefusedHarmNobody() {
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
  void onlySoManyGroupsAreRemembered() {
    for (int i = 0; i <= CachedGroupTags.MAX_GROUPS; i++) {
      tags.of(new LogSource("123456789012", "eu-central-1", "/g/" + i, "s"));
    }
    lookUp();
    asked.clear();

    tags.of(new LogSource("123456789012", "eu-central-1", "/g/0", "s"));
    tags.of(new LogSource("123456789012", "eu-central-1", "/g/500", "s"));
    lookUp();

    assertThat(asked).hasSize(1).allMatch(arn -> arn.endsWith("/g/0"));
  }

  @Test
  void aSourceWithoutAccountOrRegionIsNotAskedFor() {
    assertThat(tags.of(new LogSource("", "eu-central-1", "/g", "s"))).isEmpty();
    assertThat(tags.of(new LogSource("123456789012", "", "/g", "s"))).isEmpty();
    assertThat(waiting).isEmpty();
  }

  @Test
  void resourcesGetTheTagsOnceTheyAreKnown() {
    RecordMapper mapper =
        new RecordMapper(
            new ResourceMapper(Map.of(), ServiceNames.always(""), tags),
            new ContentReader(ContentOptions.DEFAULT),
            InstrumentationScopeInfo.create("test"));
    LogBatch batch = new LogBatch(SOURCE, List.of(new LogEvent("1", 0, "m")));

    Resource before = mapper.map(batch, Instant.EPOCH).getFirst().getResource();
    lookUp();
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
